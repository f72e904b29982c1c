/** Extension API for sign-on only: the browser's sign-on window, and permission to contact a provider. */

import { browser } from "wxt/browser";

/** Match patterns cannot contain a port. */
function sitesOf(addresses: readonly string[]): { origins: string[] } {
  const patterns = addresses.map((address) => {
    const { protocol, hostname } = new URL(address);
    return `${protocol}//${hostname}/*`;
  });
  return { origins: [...new Set(patterns)] };
}

/** True if requests to these addresses are allowed without CORS headers. */
export async function sitesAllowed(addresses: readonly string[]): Promise<boolean> {
  return (await browser.permissions?.contains(sitesOf(addresses))) ?? false;
}

/** Prompts the person. Must run inside a click on one of our top-level pages. */
export function requestSites(addresses: readonly string[]): Promise<boolean> {
  return browser.permissions.request(sitesOf(addresses));
}

/** True if the browser offers a sign-on window (`launchWebAuthFlow`). */
export function hasAuthWindow(): boolean {
  return typeof browser.identity?.launchWebAuthFlow === "function";
}

/** The redirect address. It has no server; the browser intercepts it and passes it to us. */
export function authReturnAddress(): string {
  return browser.identity.getRedirectURL();
}

/** Opens the window and returns the address of the provider's redirect. Rejects if the person closes it. */
export async function openAuthWindow(address: string): Promise<string | undefined> {
  return browser.identity.launchWebAuthFlow({ url: address, interactive: true });
}
