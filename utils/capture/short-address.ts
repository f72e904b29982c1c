/** Addresses as the contract carries them. */

import { limits } from "../contract/limits.ts";

/** An address longer than the contract carries loses its query, which on these sites holds tracking. */
export function shortAddress(address: string): string {
  return address.length <= limits.addressChars
    ? address
    : (address.split(/[?#]/)[0] ?? "").slice(0, limits.addressChars);
}
