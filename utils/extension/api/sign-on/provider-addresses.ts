/** Endpoints of the provider whose metadata was read last. Apart from the protocol's library, which is loaded later. */

let known: readonly string[] = [];

export function setProviderAddresses(addresses: readonly string[]): void {
  known = addresses;
}

/** The person is asked to permit these. */
export function providerAddresses(): readonly string[] {
  return known;
}
