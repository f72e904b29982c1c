/** How much of a subject's digest may be told to the intake, so that it learns nothing of which one is looked at. */

import type { FilterClaims } from "../contract/reported.ts";

type Prefixes = Pick<FilterClaims, "prefixChars" | "short">;

/** The prefix that is asked for. `sha256`: of the subject. */
export function prefixOf(sha256: string, { prefixChars, short }: Prefixes): string {
  const longest = sha256.slice(0, prefixChars);
  const parent = longest.slice(0, -1);
  return short.includes(parent) ? parent : longest;
}

/** Whether enough subjects share it. */
export function isShared(prefix: string, { prefixChars, short }: Prefixes): boolean {
  return (
    prefix.length < prefixChars || (prefix.length === prefixChars && !short.includes(prefix.slice(0, -1)))
  );
}
