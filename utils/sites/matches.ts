/** Whether an address is one of the pages our scripts run on. */

import { sites } from "./index.ts";
import { isOn, pathOf } from "./page.ts";
import type { Site } from "./site.ts";

/** Match patterns of all pages that our scripts run on. */
export const sitePages = Object.values(sites).flatMap((site) => [...site.matches]);

/** The site whose match patterns cover the address. */
export function siteOf(address: string): Site | undefined {
  const url = URL.parse(address);
  if (!url) return undefined;
  return Object.values(sites).find((site) => site.matches.some((pattern) => matchesPattern(pattern, url)));
}

export function isSitePage(address: string): boolean {
  return siteOf(address) !== undefined;
}

/** Whether a page of the site holds posts also when it is framed, such as a live chat beside its video. */
export function isFramedPage({ frames }: Site, address: string): boolean {
  return frames !== undefined && isOn(frames, pathOf(address));
}

/** The few forms our registry uses: `*://*.host/*` and `https://host/path/*`. */
function matchesPattern(pattern: string, url: URL): boolean {
  const [, scheme, host, path] = /^(\*|https?):\/\/([^/]+)(\/.*)$/.exec(pattern) ?? [];
  if (!scheme || !host || !path) return false;
  const schemes = scheme === "*" ? ["http:", "https:"] : [`${scheme}:`];
  const hostFits = host.startsWith("*.")
    ? url.hostname === host.slice(2) || url.hostname.endsWith(host.slice(1))
    : url.hostname === host;
  const parts = path.split("*");
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  const place = url.pathname + url.search;
  const pathFits = parts.length === 1 ? place === path : place.startsWith(first) && place.endsWith(last);
  return schemes.includes(url.protocol) && hostFits && pathFits;
}
