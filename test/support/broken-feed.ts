/** Feeds of real markup with invented words, and redesigns of them in which the recipes find nothing. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { siteFields, sites } from "../../utils/page/sites/index.ts";
import type { BrokenPage } from "../../utils/page/sites/repair/broken-page.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { openDocument } from "./cases/open-case.ts";

const folder = join(import.meta.dirname, "../../scripts/dev/practice/feed");

const surfaces = {
  x: { address: "https://x.com/home", column: '<main role="main"><div data-testid="primaryColumn">' },
  facebook: { address: "https://www.facebook.com/", column: '<div role="main"><div role="feed">' },
  youtube: {
    address: "https://www.youtube.com/results?search_query=tahu",
    column: '<div><div id="contents">',
  },
  telegram: { address: "https://t.me/s/kanalcontoh", column: '<main><section class="tgme_channel_history">' },
} satisfies Partial<Record<SiteId, { address: string; column: string }>>;

/** Sites with a practice feed. */
export type FeedSite = keyof typeof surfaces;

const letters = "abcdefghijklmnopqrstuvwxyz";

function namesOf(site: FeedSite, number: number): Record<string, string> {
  return {
    number: String(site === "telegram" ? number : 1_860_000_000_000 + number),
    second: String(500_000_000_000 + number),
    place: String(number),
    handle: `${site === "facebook" ? "akun." : "akun_"}${letters.slice(number, number + 4)}`,
    other: `kutipan_${letters.slice(number, number + 4)}`,
    id: `Video${String(number).padStart(6, "0")}`,
    comment: encodeURIComponent(btoa(`comment:${1_860_000_000_000 + number}_17450000000001`)),
  };
}

/** `change`: the redesign, as a change of the markup's text. */
export function brokenFeed(site: FeedSite, change: (html: string) => string, count = 12): BrokenPage {
  const { address, column } = surfaces[site];
  const html = readFileSync(join(folder, `${site}.html`), "utf8");
  const document = openDocument(address);
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  const templates = [...parsed.content.children].map((template) => template.outerHTML);
  const posts = Array.from({ length: count }, (_, at) =>
    (templates[at % templates.length] ?? "").replace(
      /\{(\w+)\}/g,
      (_all, name: string) => namesOf(site, at + 1)[name] ?? "",
    ),
  );
  document.body.innerHTML = change(`${column}${posts.join("")}</div></main>`);
  return { site: sites[site], siteFields: siteFields[site](), page: { document, address } };
}
