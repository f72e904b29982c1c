/** Extension API for the side panel and the tab beside it. */

import type { Tabs } from "webextension-polyfill";
import { browser } from "wxt/browser";

/** Chrome and Edge have a side panel, Firefox a sidebar. The polyfill's types cover only the sidebar. */
type Panels = Partial<typeof browser> & {
  sidePanel?: { open?(where: { windowId: number }): Promise<void> };
};

/** Returns the window of the calling page. */
export async function currentWindow(): Promise<number | undefined> {
  return (await browser.windows.getCurrent()).id;
}

/**
 * Must be called synchronously in a click handler. Resolves to false if the browser has no panel or refuses to
 * open it.
 */
export function openPanel(windowId: number | undefined): Promise<boolean> {
  const { sidePanel, sidebarAction } = browser as Panels;
  try {
    const opening =
      sidebarAction?.open?.() ?? (windowId === undefined ? undefined : sidePanel?.open?.({ windowId }));
    if (!opening) return Promise.resolve(false);
    return opening.then(
      () => true,
      () => false,
    );
  } catch {
    return Promise.resolve(false);
  }
}

/** Returns the tabs of the four sites, the one that was used last first. */
export async function lastSiteTabs(): Promise<{ tabId: number; address: string; title: string }[]> {
  const tabs = await browser.tabs.query({});
  return tabs
    .toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))
    .flatMap(({ id, url, title }) =>
      id !== undefined && url && /^https?:/.test(url)
        ? [{ tabId: id, address: url, title: title ?? "" }]
        : [],
    );
}

/** Brings a tab and its window to the front. */
export async function showTab(tabId: number): Promise<void> {
  const tab = await browser.tabs.update(tabId, { active: true });
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** Navigates the given tab, or opens a new one. */
export async function goTo(address: string, tabId: number | undefined): Promise<void> {
  if (tabId === undefined) await browser.tabs.create({ url: address });
  else await browser.tabs.update(tabId, { url: address });
}

/**
 * Extension API for opening an address on the person's request and waiting until it has loaded. Opens the
 * address in the tab, or in a new front tab, and waits until the page has loaded or the time has passed.
 * Returns the tab; undefined if it does not exist or was closed.
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

export interface TabInFront {
  tabId: number;
  windowId: number;
}

/**
 * Runs while the tab is in front of its window; then shows the tab that was there before. Returns undefined if
 * the tab was closed.
 */
export async function withTabInFront<T>(
  tabId: number,
  settleMs: number,
  run: (tab: TabInFront) => Promise<T>,
): Promise<T | undefined> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined);
  if (tab?.windowId === undefined) return undefined;
  const { windowId } = tab;
  if (tab.active) return run({ tabId, windowId });
  const [before] = await browser.tabs.query({ active: true, windowId });
  try {
    await browser.tabs.update(tabId, { active: true });
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    return await run({ tabId, windowId });
  } catch {
    return undefined;
  } finally {
    const isLeft = await browser.tabs.get(tabId).then(
      ({ active }) => active,
      () => false,
    );
    // Not if the person went to another tab meanwhile.
    if (before?.id !== undefined && isLeft)
      await browser.tabs.update(before.id, { active: true }).catch(() => undefined);
  }
}

/** Returns the address of a tab; undefined if it was closed or its page is not visible to us. */
export async function tabAddress(tabId: number): Promise<string | undefined> {
  return (await browser.tabs.get(tabId).catch(() => undefined))?.url;
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
