/** Chooses the hash prefix of a query to the intake, short enough not to reveal which subject is meant. */

import type { FilterClaims } from "../contract/known-subjects.ts";

type Prefixes = Pick<FilterClaims, "prefixChars" | "short">;

/** Returns the prefix to query. `sha256`: digest of the subject. */
export function prefixOf(sha256: string, { prefixChars, short }: Prefixes): string {
  const longest = sha256.slice(0, prefixChars);
  const parent = longest.slice(0, -1);
  return short.includes(parent) ? parent : longest;
}

export function isShared(prefix: string, { prefixChars, short }: Prefixes): boolean {
  return (
    prefix.length < prefixChars || (prefix.length === prefixChars && !short.includes(prefix.slice(0, -1)))
  );
}
