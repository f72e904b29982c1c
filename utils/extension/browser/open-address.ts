/** Extension API for opening an address on the person's request and waiting until it has loaded. */

import type { Tabs } from "webextension-polyfill";
import { browser } from "wxt/browser";

/**
 * Opens the address in the tab, or in a new front tab, and waits until the page has loaded or the time has
 * passed. Returns the tab; undefined if it does not exist or was closed.
 */
export async function visit(
  address: string,
  tabId: number | undefined,
  mostMs: number,
): Promise<number | undefined> {
  const arrivals = watchNavigations();
  try {
    const tab =
      tabId === undefined
        ? await browser.tabs.create({ url: address, active: true })
        : await browser.tabs.update(tabId, { url: address, active: true });
    if (tab?.id === undefined) return undefined;
    await Promise.race([arrivals.of(tab.id), new Promise((resolve) => setTimeout(resolve, mostMs))]);
    return (await browser.tabs.get(tab.id)).id;
  } catch {
    return undefined;
  } finally {
    arrivals.stop();
  }
}

/** Returns the active tab of the front window, whatever page it shows. */
export async function activeTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}

/** Must be called before navigating, so that an earlier page's load events are not counted. */
function watchNavigations() {
  const loading = new Set<number>();
  const loaded = new Set<number>();
  let tell: () => void = () => undefined;
  const listener = (tabId: number, { status }: Tabs.OnUpdatedChangeInfoType) => {
    if (status === "loading") loading.add(tabId);
    if (status === "complete" && loading.has(tabId)) loaded.add(tabId);
    tell();
  };
  browser.tabs.onUpdated.addListener(listener);
  return {
    of: (tabId: number) =>
      new Promise<void>((resolve) => {
        tell = () => loaded.has(tabId) && resolve();
        tell();
      }),
    stop: () => browser.tabs.onUpdated.removeListener(listener),
  };
}
