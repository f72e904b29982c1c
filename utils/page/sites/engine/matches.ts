/** Tests whether our scripts run on an address. */

import { sites } from "../index.ts";
import type { Site } from "../site.ts";
import { isOn, pathOf } from "./page.ts";

/** Match patterns of all pages on which our scripts run. */
export const sitePages = Object.values(sites).flatMap((site) => [...site.matches]);

/** Returns the site whose match patterns cover the address. They name hosts and no paths. */
export function siteOf(address: string): Site | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  return Object.values(sites).find(({ matches }) => isOn(matches, `${url.protocol}//${url.hostname}/`));
}

export function isSitePage(address: string): boolean {
  return siteOf(address) !== undefined;
}

/** Returns true for pages that contain posts even when framed, such as a live chat beside its video. */
export function isFramedPage({ frames }: Site, address: string): boolean {
  return frames !== undefined && isOn(frames, pathOf(address));
}
