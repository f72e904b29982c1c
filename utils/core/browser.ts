/**
 * The extension API, as thin named functions over what Chrome, Edge and Firefox share. Beside this only `auth-window.ts`,
 * `browser-life.ts`, `browser-panel.ts`, `browser-policy.ts`, `browser-visit.ts` and `storage.ts` touch it.
 */

import type { Runtime } from "webextension-polyfill";
import { browser } from "wxt/browser";
import type { MessageSender } from "./message-sender.ts";

/** Sends to the background; rejects when the extension was reloaded or removed under the page. */
export function sendToBackground(message: unknown): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** Tells the scripts of one frame of a tab, and gives what they answer; a frame that is gone is no error. */
export async function sendToFrame(tabId: number, frameId: number, message: unknown): Promise<unknown> {
  return browser.tabs.sendMessage(tabId, message, { frameId }).catch(() => undefined);
}

/** Tells the scripts of every frame of a tab, and our own pages framed in it: those hear nothing else in Firefox. */
export async function sendToTab(tabId: number, message: unknown): Promise<void> {
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}

/** Tells the scripts in every tab whose address we may know: those of the four sites. */
export async function sendToSiteTabs(message: unknown): Promise<void> {
  const tabs = (await browser.tabs.query({})).filter((tab) => tab.url !== undefined);
  await Promise.all(tabs.map((tab) => tab.id !== undefined && sendToTab(tab.id, message)));
}

/**
 * Listens for messages; the listener answers a promise for those that are its own and undefined for others.
 * Returns a function that stops listening.
 */
export function onMessage(
  listener: (message: unknown, sender: MessageSender) => Promise<unknown> | undefined,
): () => void {
  const wrapped = (message: unknown, from: Runtime.MessageSender) => listener(message, describe(from));
  browser.runtime.onMessage.addListener(wrapped);
  return () => browser.runtime.onMessage.removeListener(wrapped);
}

/** Chrome only; the polyfill's types are Firefox's. */
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

/** Runs one of our files in the isolated world of a frame; rejects when the frame may not be touched. */
export async function injectFile(tabId: number, frameId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId, frameIds: [frameId] },
    files: [file],
  });
}

/**
 * Runs one of our files in the tab's page, wherever that tab is, and gives what it answers; undefined when it cannot. Whatever
 * the page still loads is not waited for: some never end.
 */
export async function askPage(tabId: number, file: string): Promise<unknown> {
  const [answer] = await browser.scripting
    .executeScript({ target: { tabId }, files: [file], injectImmediately: true })
    .catch(() => []);
  return answer?.result;
}

/**
 * Runs a self-contained function where our scripts are in the tab, in one frame or (`undefined`) in all that we may
 * touch, and gives what each returned; nothing where the browser refuses.
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

/** The tab's visible part as a PNG data: address; null where the browser refuses or another tab is in front. */
export async function captureVisibleTab({ tabId, windowId }: TabInWindow): Promise<string | null> {
  if (typeof browser.tabs.captureVisibleTab !== "function") return null;
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const picture = await browser.tabs.captureVisibleTab(windowId, { format: "png" });
      return (await browser.tabs.get(tabId)).active ? picture : null;
    } catch (error) {
      // Chrome allows two captures a second: the next is due soon.
      if (!String(error).includes("MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND")) return null;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
  return null;
}

const allPages = { origins: ["<all_urls>"] };

/** Whether pictures of a tab may be taken without a click on the toolbar. */
export async function picturesAllowed(): Promise<boolean> {
  return (await browser.permissions?.contains(allPages)) ?? false;
}

/** Asks the person; must run inside a click on one of our top-level pages. */
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

/** Whether this context still belongs to a living extension; false in a page after a reload or an update. */
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

/** Wakes the background at `whenMs` (epoch); browsers round up to their own minimum of half a minute. */
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

/** Every tab whose address we may know: those of the four sites, never our own. */
export async function siteTabs(): Promise<SiteTab[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url, title }) =>
    id !== undefined && url && /^https?:/.test(url) ? [{ tabId: id, address: url, title: title ?? "" }] : [],
  );
}

/** The active tab, when one of the four sites is in it; other tabs' addresses stay hidden from us. */
export async function activeSiteTab(): Promise<SiteTab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id === undefined || !tab.url) return undefined;
  return { tabId: tab.id, address: tab.url, title: tab.title ?? "" };
}

/** Runs a self-contained function in the tab's page and gives what it returns. */
export async function runInTab<T>(tabId: number, run: () => T): Promise<T | undefined> {
  const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: run });
  return frame?.result as T | undefined;
}

export type MenuEntry = "report-post" | "choose-several";

/** Puts our entries into the menu of the pages that match. Made anew at each start: how long a browser keeps them differs. */
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

/** A person chose one of our entries in the menu of a frame. */
export function onMenu(listener: (entry: MenuEntry, tabId: number, frameId: number) => void): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, frameId }, tab) => {
    if (tab?.id !== undefined) listener(menuItemId as MenuEntry, tab.id, frameId ?? 0);
  });
}
