/** The extension API of the panel beside the page, and of the tab that it is beside. */

import { browser } from "wxt/browser";

/** Chrome and Edge have a side panel, Firefox a sidebar; the polyfill's types know the sidebar alone. */
type Panels = Partial<typeof browser> & {
  sidePanel?: { open?(where: { windowId: number }): Promise<void> };
};

/** The window that this page of ours is in. */
export async function currentWindow(): Promise<number | undefined> {
  return (await browser.windows.getCurrent()).id;
}

/** Must be called in the very turn of a click; false where the browser has no panel, or does not let it be opened. */
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

/** Brings a tab to the front, in whichever window it is. */
export async function showTab(tabId: number): Promise<void> {
  const tab = await browser.tabs.update(tabId, { active: true });
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** In the given tab, or in a new one. */
export async function goTo(address: string, tabId: number | undefined): Promise<void> {
  if (tabId === undefined) await browser.tabs.create({ url: address });
  else await browser.tabs.update(tabId, { url: address });
}
