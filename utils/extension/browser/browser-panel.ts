/** Extension API for the side panel and the tab beside it. */

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
