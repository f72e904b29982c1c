/** `npm run samples -- FOLDER`: reads saved pages and prints which posts and fields the recipes find in them. */

import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Window } from "happy-dom";
import type { SiteId } from "../utils/contract/site.ts";
import { findPosts } from "../utils/sites/find.ts";
import { siteFields, sites } from "../utils/sites/index.ts";
import type { Page } from "../utils/sites/page.ts";
import { readPost } from "../utils/sites/read.ts";
import type { Site } from "../utils/sites/site.ts";

interface Row {
  file: string;
  kind: string;
  subject: string;
  found: string;
  missing: string;
}

/** Where a piece of a page without an address of its own is taken to stand. */
const neutral: Readonly<Record<SiteId, string>> = {
  facebook: "https://www.facebook.com/",
  youtube: "https://www.youtube.com/",
  x: "https://x.com/home",
  telegram: "https://t.me/s/",
};

const marks: Readonly<Record<SiteId, RegExp>> = {
  facebook: /data-ad-rendering-role|__fb-(?:light|dark)-mode|fbcdn\.net/,
  x: /data-testid="(?:tweet|tweetText|User-Name)"/,
  telegram: /tgme_widget|MessageList|message-list-item|class="[^"]*\bbubble\b/,
  youtube: /<yt[dmc]?-|ytm-|ytInitialData/,
};

/** The site of a saved page: by the folder it lies in, else by what it holds. */
function siteOfPage(file: string, html: string): Site | undefined {
  const folder = basename(dirname(file));
  const id =
    folder in sites
      ? (folder as SiteId)
      : (Object.keys(marks) as SiteId[]).find((site) => marks[site].test(html));
  return id && sites[id];
}

function addressOfPage(site: Site, html: string): string {
  const [, own] =
    /<link[^>]*rel="canonical"[^>]*href="([^"]+)"/.exec(html) ??
    /<link[^>]*href="([^"]+)"[^>]*rel="canonical"/.exec(html) ??
    [];
  const [, saved] = /<!-- saved from url=\(\d+\)(https?:\S+) -->/.exec(html) ?? [];
  return new URL(own ?? saved ?? "", neutral[site.id]).href;
}

async function read(file: string, name: string): Promise<Row[]> {
  const html = await readFile(file, "utf8");
  const site = siteOfPage(file, html);
  if (!site) return [{ file: name, kind: "-", subject: "no site recognised", found: "", missing: "" }];
  const address = addressOfPage(site, html);
  const window = new Window({
    url: address,
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      disableIframePageLoading: true,
    },
  });
  window.document.write(html);
  const page: Page = { document: window.document as unknown as Document, address };
  const rows = findPosts(page.document, site, page).map((post): Row => {
    const { fields, missing } = post.question
      ? { fields: {}, missing: [] }
      : readPost(
          {
            site,
            siteFields: siteFields[site.id](),
            post: post.element,
            recipe: post.recipe,
            page,
          },
          post.identity,
        );
    return {
      file: name,
      kind: post.identity?.kind ?? post.recipe.kind,
      subject:
        post.identity?.subject ??
        (post.question ? `unknown: ${JSON.stringify(post.question)}` : "not on the page"),
      found: Object.keys(fields).join(" "),
      missing: missing.join(" "),
    };
  });
  await window.happyDOM.close();
  return rows.length > 0 ? rows : [{ file: name, kind: "-", subject: "no posts", found: "", missing: "" }];
}

const folder = resolve(process.argv[2] ?? ".");
const files = (await readdir(folder, { recursive: true })).filter((name) => /\.html?$/.test(name)).sort();
const rows: Row[] = [];
for (const name of files)
  rows.push(...(await read(join(folder, name), relative(folder, join(folder, name)))));
const columns = ["file", "kind", "subject", "found", "missing"] as const;
const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
const line = (cells: readonly string[]) =>
  `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
console.log(line(columns));
console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
for (const row of rows) console.log(line(columns.map((column) => row[column])));
