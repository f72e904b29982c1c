/** The practice pages: which file of a site's folder answers which address. */

import { existsSync, statSync } from "node:fs";
import { join, normalize, sep } from "node:path";

/** Address → file. A key ending in `*` matches by prefix; a key without a query matches any query. */
type Pages = Readonly<Record<string, string>>;

export interface SitePages {
  folder: string;
  pages: Pages;
  /** The page for removed content at any address. */
  removed?: string;
}

const folderOf = (site: string) => join(import.meta.dirname, site);

/** A logged-in feed, a group, one photo, one post with its comments, seen logged out, and the mobile site. */
const facebook: SitePages = {
  folder: folderOf("facebook"),
  pages: {
    "https://www.facebook.com/": "home.html",
    "https://www.facebook.com/rajakoin.official/posts/*": "permalink.html",
    "https://www.facebook.com/groups/jualbeli.melati/": "group.html",
    "https://www.facebook.com/photo/*": "photo.html",
    "https://facebook.com/": "home.html",
    "https://m.facebook.com/story.php": "mobile.html",
    /** The mobile site's lists: a feed, a page's timeline and a group. */
    "https://m.facebook.com/": "mobile-list.html",
    "https://m.facebook.com/warung.sari": "mobile-list.html",
    "https://m.facebook.com/groups/jualbeli.melati/": "mobile-list.html",
  },
};

/** X's timeline without a CSP, for the attacks of `test/support/hostile/page-attacks.ts`. */
const hostile: SitePages = {
  folder: folderOf("hostile"),
  pages: {
    "https://x.com/bebas*": "../x/home.html",
    "https://x.com/bebas-pekerja.js": "pekerja.js",
  },
};

const telegram: SitePages = {
  folder: folderOf("telegram"),
  pages: {
    "https://t.me/s/infokampungmelati": "channel.html",
    /** The page of the channel's name, without messages. */
    "https://t.me/infokampungmelati": "name.html",
    /** Telegram's answer to `?embed=1` for one public post. */
    "https://t.me/infokampungmelati/42": "post.html",
    "https://t.me/infokampungmelati/43": "post-43.html",
    /** The same after a redesign: no class and no attribute that the recipe knows. */
    "https://t.me/infokampungmelati/42?embed=1&susunan=baru*": "post-changed.html",
    /** The page that frames the post, as Telegram's own page of a post does. */
    "https://t.me/infokampungmelati/42?single*": "post-page.html",
    /** A page of another host that frames the post. */
    "https://berita.example/kampung*": "news.html",
    /** A post that Telegram does not show publicly. */
    "https://t.me/kanaltertutup/42": "post-error.html",
    /** Chats by hash: `#@infokampungmelati` a channel, `#-1900000002` a closed group, `#@rizalcontoh` a person. */
    "https://web.telegram.org/k/": "web-k.html",
    /** Chats by hash: `#-1001700000001` and `…2` unknown, `#-4400001` a basic group, `#5550001` a person. */
    "https://web.telegram.org/a/": "web-a.html",
  },
};

/** A timeline, one post with replies, a post that is gone, two profiles, and a page whose markup has changed. */
const x: SitePages = {
  folder: folderOf("x"),
  pages: {
    "https://x.com/": "home.html",
    "https://x.com/home": "home.html",
    "https://x.com/tips_cuan_id/status/*": "status.html",
    "https://x.com/tips_cuan_id/status/199321000000000090*": "gone.html",
    "https://x.com/tips_cuan_id": "profile.html",
    "https://x.com/kopilereng": "profile.html",
    "https://x.com/tampilan_baru/status/*": "changed.html",
    "https://twitter.com/tips_cuan_id/status/*": "status.html",
  },
  removed: "gone.html",
};

const youtube: SitePages = {
  folder: folderOf("youtube"),
  pages: {
    "https://www.youtube.com/watch": "watch.html",
    "https://www.youtube.com/watch?v=B4tikT0k0S1*": "transcript.html",
    /** A live video with its chat in a frame. */
    "https://www.youtube.com/watch?v=SiaranPagi1*": "live.html",
    "https://www.youtube.com/watch?v=D1h4pusPst0*": "removed.html",
    "https://www.youtube.com/watch?v=D1t4h4nDsn0*": "withheld.html",
    "https://www.youtube.com/shorts/*": "short.html",
    "https://studio.youtube.com/video/*": "studio.html",
    "https://www.youtube.com/results": "search.html",
    "https://www.youtube.com/live_chat": "live-chat.html",
    "https://m.youtube.com/watch": "mobile.html",
  },
  removed: "removed.html",
};

export const practiceSites: readonly SitePages[] = [facebook, hostile, telegram, x, youtube];

/** The bench's own pages: on each site's host a feed with that site's DOM depth. */
export const feedSites: readonly SitePages[] = [
  {
    folder: folderOf("feed"),
    pages: {
      "https://x.com/bench": "feed.html",
      "https://x.com/home": "feed.html",
      "https://www.facebook.com/bench": "feed.html",
      "https://www.youtube.com/bench": "feed.html",
      "https://t.me/s/bench": "feed.html",
    },
  },
];

export function hostsOf(sites: readonly SitePages[]): string[] {
  const addresses = sites.flatMap(({ pages }) => Object.keys(pages));
  return [...new Set(addresses.map((address) => new URL(address.replace(/\*$/, "")).hostname))];
}

/** The addresses that are complete keys and answered by an HTML page. */
export function addressesOf(sites: readonly SitePages[]): string[] {
  const pages = sites.flatMap((site) => Object.entries(site.pages));
  return pages.filter(([key, file]) => !key.endsWith("*") && file.endsWith(".html")).map(([key]) => key);
}

/** The file for an address: the page with the longest matching key, else a file of that name in the folder. */
export function fileFor(sites: readonly SitePages[], address: URL): string | undefined {
  const whole = address.origin + address.pathname + address.search;
  const bare = address.origin + address.pathname;
  let best: { length: number; path: string } | undefined;
  for (const { folder, pages } of sites) {
    for (const [key, file] of Object.entries(pages)) {
      const fits = key.endsWith("*") ? whole.startsWith(key.slice(0, -1)) : key === whole || key === bare;
      if (fits && key.length > (best?.length ?? 0)) best = { length: key.length, path: join(folder, file) };
    }
  }
  return best?.path ?? assetFor(sites, address);
}

/** The file that this address's site shows for removed content. */
export function removedFor(sites: readonly SitePages[], { hostname }: URL): string {
  const site = sites.find(
    (candidate) => candidate.removed !== undefined && hostsOf([candidate]).includes(hostname),
  );
  if (!site?.removed) throw new Error(`${hostname} has no page of what was taken down`);
  return join(site.folder, site.removed);
}

function assetFor(sites: readonly SitePages[], address: URL): string | undefined {
  for (const site of sites.filter((candidate) => hostsOf([candidate]).includes(address.hostname))) {
    const path = normalize(join(site.folder, decodeURIComponent(address.pathname)));
    const inside = path.startsWith(site.folder + sep);
    if (inside && existsSync(path) && statSync(path).isFile()) return path;
  }
  return undefined;
}
