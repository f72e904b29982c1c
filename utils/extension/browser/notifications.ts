/** Notifications of the browser. The API exists only while the person allows it. */

import { browser } from "wxt/browser";
import { extensionAddress } from "./browser.ts";

const permission = { permissions: ["notifications" as const] };

export async function notificationsAllowed(): Promise<boolean> {
  return (await browser.permissions?.contains(permission)) ?? false;
}

/** Prompts the person. Must run inside a click on one of our top-level pages. */
export async function requestNotifications(): Promise<boolean> {
  return browser.permissions.request(permission).catch(() => false);
}

/** A second call with the same id replaces the first notification. */
export async function showNotification(id: string, title: string, message: string): Promise<void> {
  const iconUrl = extensionAddress("/icon/128.png");
  await browser.notifications?.create(id, { type: "basic", iconUrl, title, message });
}

export async function clearNotification(id: string): Promise<void> {
  await browser.notifications?.clear(id);
}

let listens = false;

/** Calls the listener with the id of a clicked notification, as soon as the person allows notifications. */
export function onNotificationClick(listener: (id: string) => void): void {
  const listen = () => {
    if (listens || !browser.notifications) return;
    listens = true;
    browser.notifications.onClicked.addListener(listener);
  };
  listen();
  browser.permissions?.onAdded?.addListener(listen);
}
