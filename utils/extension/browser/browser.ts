/**
 * Thin named functions over the extension API that Chrome, Edge and Firefox share. Other files of
 * this folder use the parts of the API that few pages need.
 */

import type { Runtime } from "webextension-polyfill";
import { browser } from "wxt/browser";

/** Sends to the background. Rejects if the extension was reloaded or removed while the page stayed open. */
export function sendToBackground(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** Sends to the scripts of one frame and returns their answer. A closed frame is not an error. */
export async function sendToFrame(tabId: number, frameId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
}

/**
 * Sends to the scripts of every frame of a tab, including our own framed pages. In Firefox those receive no
 * other messages.
 */
export async function sendToTab(tabId: number, message: unknown): Promise<void> {
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}

/** Sends to the scripts in every tab of the four sites, whose addresses are the only ones visible to us. */
export async function sendToSiteTabs(message: unknown): Promise<void> {
  const tabs = (await browser.tabs.query({})).filter((tab) => tab.url !== undefined);
  await Promise.all(tabs.map((tab) => tab.id !== undefined && sendToTab(tab.id, message)));
}

/** Sender of a message, as reported by the browser. */
export interface MessageSender {
  address: string;
  /** True if the sender is a part of this extension. */
  own: boolean;
  tabId?: number;
  frameId?: number;
  windowId?: number;
  /** Address of the page in the tab; absent if it is not visible to us. */
  tabAddress?: string;
  /** Origin of the sending document; "null" in a sandbox. */
  origin?: string;
  /** Unique for each document, even if a frame is reused. */
  documentId?: string;
  /** Whether the document is active or prerendered; absent if the browser does not report it. */
  lifecycle?: string;
}

/**
 * Listens for messages. The listener returns a promise for messages that it handles, else undefined. Returns a
 * function that stops listening.
 */
export function onMessage(
  listener: (message: unknown, sender: MessageSender) => Promise<unknown> | undefined,
): () => void {
  const wrapped = (message: unknown, from: Runtime.MessageSender) => listener(message, describe(from));
  browser.runtime.onMessage.addListener(wrapped);
  return () => browser.runtime.onMessage.removeListener(wrapped);
}

/**
 * Listens for messages that need no answer, for the script on every page, which ignores the sender. Returns a function
 * that stops listening.
 */
export function onNotice(listener: (message: unknown) => undefined): () => void {
  browser.runtime.onMessage.addListener(listener);
  return () => browser.runtime.onMessage.removeListener(listener);
}

/** Chrome only; the polyfill's types describe Firefox. */
interface ChromeSender {
  origin?: string;
  documentLifecycle?: string;
}

function describe(from: Runtime.MessageSender & ChromeSender): MessageSender {
  return {
    address: from.url ?? "",
    own: from.id === browser.runtime.id,
    ...(from.tab?.id === undefined ? {} : { tabId: from.tab.id, windowId: from.tab.windowId }),
    ...(from.tab?.url === undefined ? {} : { tabAddress: from.tab.url }),
    ...(from.frameId === undefined ? {} : { frameId: from.frameId }),
    ...(from.origin === undefined ? {} : { origin: from.origin }),
    ...(from.documentId === undefined ? {} : { documentId: from.documentId }),
    ...(from.documentLifecycle === undefined ? {} : { lifecycle: from.documentLifecycle }),
  };
}

/** Runs one of our files in the isolated world of a frame. Rejects if access to the frame is denied. */
export async function injectFile(tabId: number, frameId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId, frameIds: [frameId] },
    files: [file],
  });
}

/**
 * Runs one of our files in the tab's page and returns its answer; undefined if that is not possible. Does not
 * wait for the page to finish loading, because some pages never do.
 */
export async function askPage(tabId: number, file: string): Promise<unknown> {
  const [answer] = await browser.scripting
    .executeScript({ target: { tabId }, files: [file], injectImmediately: true })
    .catch(() => []);
  return answer?.result;
}

/**
 * Runs a self-contained function in the isolated world of one frame, or of all accessible frames (`undefined`).
 * Returns each result; empty if the browser refuses.
 */
export async function runInFrames<A, T>(
  tabId: number,
  frameId: number | undefined,
  run: (argument: A) => T,
  argument: A,
): Promise<(T | undefined)[]> {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] };
  try {
    const frames = await browser.scripting.executeScript({
      target,
      func: run,
      args: [argument],
    });
    return frames.map(({ result }) => result as T | undefined);
  } catch {
    return [];
  }
}

type TabInWindow = Record<"tabId" | "windowId", number>;

/**
 * Returns the tab's visible part as a PNG data: address. Null if the browser refuses or another tab is in
 * front.
 */
export async function captureVisibleTab({ tabId, windowId }: TabInWindow): Promise<string | null> {
  if (typeof browser.tabs.captureVisibleTab !== "function") return null;
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const picture = await browser.tabs.captureVisibleTab(windowId, { format: "png" });
      return (await browser.tabs.get(tabId)).active ? picture : null;
    } catch (error) {
      // Chrome allows two captures per second, so a retry succeeds soon.
      if (!String(error).includes("MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND")) return null;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  return null;
}

const allPages = { origins: ["<all_urls>"] };

/** True if pictures of a tab are allowed without a click on the toolbar button. */
export async function picturesAllowed(): Promise<boolean> {
  return (await browser.permissions?.contains(allPages)) ?? false;
}

/** Prompts the person. Must run inside a click on one of our top-level pages. */
export function requestPictures(): Promise<boolean> {
  return browser.permissions.request(allPages);
}

export function extensionAddress(path: `/${string}`): string {
  return browser.runtime.getURL(path);
}

export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}

export function shortName(): string | undefined {
  return browser.runtime.getManifest().short_name;
}

/** False in a page whose extension was reloaded or updated since it opened. */
export function extensionAlive(): boolean {
  return browser.runtime?.id !== undefined;
}

export function onInstalled(listener: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === "install") listener();
  });
}

export function onStartup(listener: () => void): void {
  browser.runtime.onStartup.addListener(listener);
}

/** Wakes the background at `whenMs` (epoch). Browsers round up to their minimum of half a minute. */
export async function setAlarm(name: string, whenMs: number): Promise<void> {
  await browser.alarms.create(name, { when: whenMs });
}

export function onAlarm(name: string, listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
}

export async function setBadge(text: string): Promise<void> {
  await browser.action.setBadgeText({ text });
}

export async function openOwnPage(path: `/${string}`): Promise<void> {
  await browser.tabs.create({ url: extensionAddress(path) });
}

export function onTabRemoved(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => listener(tabId));
}

/** True if a page of ours is open in a tab, in the popup or in the side panel. Forms in pages of sites do not count. */
export async function isOwnPageOpen(): Promise<boolean> {
  // Chrome's background cannot read the windows of our pages; Firefox's can.
  const contexts = await browser.runtime.getContexts?.({ contextTypes: ["TAB", "POPUP", "SIDE_PANEL"] });
  if (contexts) return contexts.some(({ frameId }) => frameId === 0);
  return browser.extension.getViews().some((view) => view !== globalThis.window && view.top === view);
}

export async function tabExists(tabId: number): Promise<boolean> {
  return browser.tabs.get(tabId).then(
    (tab) => tab !== undefined,
    () => false,
  );
}

export interface SiteTab {
  tabId: number;
  address: string;
  title: string;
}

/** Returns every tab of the four sites, whose addresses are visible to us. Never includes our own pages. */
export async function siteTabs(): Promise<SiteTab[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url, title }) =>
    id !== undefined && url && /^https?:/.test(url) ? [{ tabId: id, address: url, title: title ?? "" }] : [],
  );
}

/** Returns the active tab if it shows one of the four sites; other tabs' addresses are not visible to us. */
export async function activeSiteTab(): Promise<SiteTab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined || !tab.url) return undefined;
  return { tabId: tab.id, address: tab.url, title: tab.title ?? "" };
}

/** Runs a self-contained function in the tab's page and returns its result. */
export async function runInTab<T>(tabId: number, run: () => T): Promise<T | undefined> {
  const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: run });
  return frame?.result as T | undefined;
}

export type MenuEntry = "report-post" | "choose-several";

/**
 * Adds our entries to the context menu of matching pages. Repeated at each start, because browsers differ in
 * how long they keep them.
 */
export async function offerMenu(
  titles: Record<MenuEntry, string>,
  matches: readonly string[],
): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, title] of Object.entries(titles)) {
    browser.contextMenus.create({
      id,
      title,
      contexts: ["page", "frame", "selection", "link", "image", "video", "audio"],
      documentUrlPatterns: [...matches],
    });
  }
}

/** Calls the listener when a person chooses one of our entries in the menu of a frame. */
export function onMenu(
  listener: (entry: MenuEntry, tabId: number, frameId: number, address: string | undefined) => void,
): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId }, tab) => {
    if (tab?.id !== undefined) listener(menuItemId as MenuEntry, tab.id, frameId ?? 0, tab.url);
  });
}

/** Returns the settings set by policy. Firefox rejects if there are none, or if the policy manifest is invalid. */
export async function readManagedStorage(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(null).catch(() => ({}));
}

/** Calls the listener on every policy change. In Firefox policy is fixed while the browser runs. */
export function onManagedStorage(listener: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === "managed") listener();
  });
}

/** Command names from the manifest. */
export type Command = "report-post" | "mark-second";

/** `url` is absent if it is not visible to us. */
interface FrontTab {
  id?: number | undefined;
  url?: string | undefined;
}

/** Calls the listener when the shortcut is pressed, with the front tab. Returns a function that stops listening. */
export function onKeys(wanted: Command, listener: (tab: FrontTab) => void): () => void {
  const listen = (command: string, tab: FrontTab = {}) => {
    if (command === wanted) listener(tab);
  };
  browser.commands.onCommand.addListener(listen);
  return () => browser.commands.onCommand.removeListener(listen);
}

/**
 * Extension API for the life cycle: pending updates, restart and removal. An update is available. With a
 * listener the browser leaves the time of the restart to us.
 */
export function onUpdateAvailable(listener: () => void): void {
  browser.runtime.onUpdateAvailable?.addListener(listener);
}

/** Restarts all parts of the extension, with the new version if there is one. */
export function reloadExtension(): void {
  browser.runtime.reload();
}

/** Sets the page that opens after removal; none if the address is empty. */
export async function setUninstallAddress(address: string): Promise<void> {
  await browser.runtime.setUninstallURL?.(address);
}
