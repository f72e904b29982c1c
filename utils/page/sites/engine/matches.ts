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

/**
 * Returns true if every page around a frame is one of the site's. Any other could cover our buttons. Firefox before 2026
 * has no list of ancestors; there only the tab's own page is asked, as the background does.
 */
export function isInOwnSite({ location, top }: Window): boolean {
  const { ancestorOrigins } = location;
  if (ancestorOrigins) return [...ancestorOrigins].every((origin) => isSitePage(`${origin}/`));
  try {
    return top?.location.origin === location.origin;
  } catch {
    return false;
  }
}

/** The least space in which the form can be used. */
const leastForm = { width: 320, height: 440 };

/** Returns true if the form has room in the window. */
export function hasRoomForForm({ innerWidth, innerHeight }: Window): boolean {
  return innerWidth >= leastForm.width && innerHeight >= leastForm.height;
}

/** Returns the address at which a framed page opens in a tab. YouTube refuses a chat that names another embedder. */
export function addressAlone(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("embed_domain");
  return url.href;
}

/** Returns true for pages that contain posts even when framed, such as a live chat beside its video. */
export function isFramedPage({ frames }: Site, address: string): boolean {
  return frames !== undefined && isOn(frames, pathOf(address));
}
