/** Shortens addresses to the contract's limit. */

import { limits } from "../../shared/contract/limits.ts";

/** Removes the query of an address that is too long; on these sites it contains tracking parameters. */
export function shortAddress(address: string): string {
  return address.length <= limits.addressChars
    ? address
    : (address.split(/[?#]/)[0] ?? "").slice(0, limits.addressChars);
}
