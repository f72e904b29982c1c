/** The extension API of going to an address that a person asked for, and of waiting until it is there. */

import type { Tabs } from "webextension-polyfill";
import { browser } from "wxt/browser";

/**
 * Goes to the address in the tab, or in a new one in front, and waits until the page has loaded or the time is over. Gives
 * the tab; undefined where it was closed meanwhile, or there is none.
 */
export async function visit(
  address: string,
  tabId: number | undefined,
  mostMs: number,
): Promise<number | undefined> {
  const arrivals = watchArrivals();
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

/** The active tab of the window in front, whatever is in it. */
export async function frontTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id;
}

/** Begun before a tab is sent anywhere: a page that was there before counts for nothing. */
function watchArrivals() {
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
