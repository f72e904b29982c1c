/** The extension API for signing on alone: the browser's own window, and leave to ask a provider. */

import { browser } from "wxt/browser";

/** As match patterns know sites: without a port. */
function sitesOf(addresses: readonly string[]): { origins: string[] } {
  const patterns = addresses.map((address) => {
    const { protocol, hostname } = new URL(address);
    return `${protocol}//${hostname}/*`;
  });
  return { origins: [...new Set(patterns)] };
}

/** Whether these addresses may be asked without their leave (CORS). */
export async function sitesAllowed(addresses: readonly string[]): Promise<boolean> {
  return (await browser.permissions?.contains(sitesOf(addresses))) ?? false;
}

/** Asks the person; must run inside a click on one of our top-level pages. */
export function requestSites(addresses: readonly string[]): Promise<boolean> {
  return browser.permissions.request(sitesOf(addresses));
}

/** Whether the browser has a window of its own for signing on. */
export function hasAuthWindow(): boolean {
  return typeof browser.identity?.launchWebAuthFlow === "function";
}

/** Where a provider sends people back to; nobody serves it, the browser hands its address to us. */
export function authReturnAddress(): string {
  return browser.identity.getRedirectURL();
}

/** Opens the window and gives the address that the provider sent back to; rejects when the person closed it. */
export async function openAuthWindow(address: string): Promise<string | undefined> {
  return browser.identity.launchWebAuthFlow({ url: address, interactive: true });
}
