/** Opens a saved page at its original address, or at a neutral address of its site if the file does not contain it. */

import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Window } from "happy-dom";
import type { Page } from "../../../utils/page/sites/engine/page.ts";
import { sites } from "../../../utils/page/sites/index.ts";
import type { Site } from "../../../utils/page/sites/site.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";

export interface SavedPage {
  site: Site;
  page: Page;
  /** The file's markup, without its scripts. */
  markup: string;
  close(): Promise<void>;
}

/** Patterns that identify a site, and the address for pages without their own. */
const places: readonly { site: SiteId; holds: RegExp; address: string }[] = [
  {
    site: "facebook",
    holds: /data-ad-rendering-role|__fb-(?:light|dark)-mode|fbcdn\.net/,
    address: "https://www.facebook.com/",
  },
  { site: "x", holds: /data-testid="(?:tweet|tweetText|User-Name)"/, address: "https://x.com/home" },
  { site: "telegram", holds: /tgme_widget/, address: "https://t.me/s/" },
  { site: "telegram", holds: /MessageList|message-list-item/, address: "https://web.telegram.org/a/" },
  { site: "telegram", holds: /class="[^"]*\bbubble\b/, address: "https://web.telegram.org/k/" },
  {
    site: "youtube",
    holds: /<yt-live-chat-\w+-message-renderer/,
    address: "https://www.youtube.com/live_chat",
  },
  { site: "youtube", holds: /<yt[dmc]?-|ytm-|ytInitialData/, address: "https://www.youtube.com/" },
];

/** Returns undefined if neither the folder's name nor the content identifies a site. */
export async function openPage(file: string): Promise<SavedPage | undefined> {
  const html = await readFile(file, "utf8");
  const folder = basename(dirname(file));
  const location = places.find(
    ({ site, holds }) => (!(folder in sites) || site === folder) && holds.test(html),
  );
  const id = folder in sites ? (folder as SiteId) : location?.site;
  if (!id) return undefined;
  const site = sites[id];
  const address = new URL(ownAddress(html), location?.address ?? homeOf(site)).href;
  const settings = {
    disableJavaScriptFileLoading: true,
    disableCSSFileLoading: true,
    disableIframePageLoading: true,
  };
  const window = new Window({ url: address, settings });
  window.document.write(html);
  return {
    site,
    page: { document: window.document as unknown as Document, address },
    markup: html.replace(/<script\b[\s\S]*?<\/script>/gi, ""),
    close: () => window.happyDOM.close(),
  };
}

function ownAddress(html: string): string {
  const [, own] =
    /<link[^>]*rel="canonical"[^>]*href="([^"]+)"/.exec(html) ??
    /<link[^>]*href="([^"]+)"[^>]*rel="canonical"/.exec(html) ??
    [];
  const [, saved] = /<!-- saved from url=\(\d+\)(https?:\S+) -->/.exec(html) ?? [];
  return own ?? saved ?? "";
}

function homeOf({ matches: [pattern = ""] }: Site): string {
  return pattern.replace(/^(?:\*|https?):\/\/(?:\*\.)?([^/]+)\/.*$/, "https://$1/");
}
