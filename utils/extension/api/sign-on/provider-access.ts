/**
 * Permission to reach the provider: its endpoints, as its metadata gave them last. Apart from the protocol's library,
 * which is loaded later.
 */

import { requestSites, sitesAllowed } from "../../browser/auth-window.ts";

let providerAddresses: readonly string[] = [];

export function setProviderAddresses(addresses: readonly string[]): void {
  providerAddresses = addresses;
}

/** True if requests to the provider are allowed without CORS headers. */
export function providerAllowed(): Promise<boolean> {
  return sitesAllowed(providerAddresses);
}

/** Asks the person for it. Must run inside a click. */
export function requestProvider(): Promise<boolean> {
  return requestSites(providerAddresses);
}
