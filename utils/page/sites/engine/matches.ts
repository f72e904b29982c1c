/** Tests whether our scripts run on an address. */

import { sites } from "../index.ts";
import type { Site } from "../site.ts";
import { isOn, pathOf } from "./page.ts";

/** Match patterns of all pages on which our scripts run. */
export const sitePages = Object.values(sites).flatMap((site) => [...site.matches]);

/** Returns the site whose match patterns cover the address. */
export function siteOf(address: string): Site | undefined {
  const url = URL.parse(address);
  if (!url) return undefined;
  return Object.values(sites).find((site) => site.matches.some((pattern) => matchesPattern(pattern, url)));
}

export function isSitePage(address: string): boolean {
  return siteOf(address) !== undefined;
}

/** Returns true for pages that contain posts even when framed, such as a live chat beside its video. */
export function isFramedPage({ frames }: Site, address: string): boolean {
  return frames !== undefined && isOn(frames, pathOf(address));
}

/** Supports only the pattern forms in our registry: `*://*.host/*` and `https://host/path/*`. */
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
