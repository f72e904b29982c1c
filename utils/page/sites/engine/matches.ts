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
function matchesPattern(pattern: string, { protocol, hostname, pathname, search }: URL): boolean {
  const [, scheme, host = "", path = ""] = /^(\*|https?):\/\/([^/]+)(\/.*)$/.exec(pattern) ?? [];
  return (
    isOn(scheme === "*" ? ["http:", "https:"] : [`${scheme}:`], protocol) &&
    isOn([host, host.replace("*.", "")], hostname) &&
    isOn([path], pathname + search)
  );
}
