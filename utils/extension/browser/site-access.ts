/**
 * The person's permission for the pages of the four sites. Browsers grant it at installation, and the person can withdraw
 * it at any time, for all sites or for some.
 */

import { browser } from "wxt/browser";
import type { SiteId } from "../../shared/contract/site.ts";

export interface ClosedSite {
  site: SiteId;
  /** Match patterns that are not allowed. */
  patterns: readonly string[];
}

const isAllowed = (...origins: string[]) => browser.permissions?.contains({ origins }) ?? true;

/** True if the address of one of the sites is allowed; if it is hidden (undefined), true if all sites are allowed. */
export async function isPageAllowed(address: string | undefined): Promise<boolean> {
  if (address === undefined)
    return isAllowed(...((browser.runtime.getManifest().host_permissions ?? []) as string[]));
  const { protocol, hostname } = new URL(address);
  // A person can allow a part of a site's patterns. Firefox's patterns have no ports.
  return isAllowed(`${protocol}//${hostname}/*`);
}

/** Each site has one content script, which is named after it. */
async function readClosedSites(): Promise<ClosedSite[]> {
  const closed: ClosedSite[] = [];
  for (const { js = [], matches } of browser.runtime.getManifest().content_scripts ?? []) {
    const site = /report-(\w+)\.js$/.exec(js[0] ?? "")?.[1];
    const allowed = await Promise.all(matches.map((pattern) => isAllowed(pattern)));
    const patterns = matches.filter((_, index) => !allowed[index]);
    if (site && patterns.length > 0) closed.push({ site: site as SiteId, patterns });
  }
  return closed;
}

/** Passes the sites that are not allowed to the listener, now and after each change. Returns a function that stops it. */
export function followSites(listener: (closed: ClosedSite[]) => void): () => void {
  const read = () => void readClosedSites().then(listener);
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onAdded, onRemoved]) event.addListener(read);
  read();
  return () => {
    for (const event of [onAdded, onRemoved]) event.removeListener(read);
  };
}

/** Prompts the person. Must run inside a click on one of our top-level pages. */
export function requestSites(closed: readonly ClosedSite[]): Promise<boolean> {
  return browser.permissions
    .request({ origins: closed.flatMap(({ patterns }) => patterns) })
    .catch(() => false);
}
