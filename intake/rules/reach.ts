/** How many people a post reached, as far as its page showed. */

import type { Fields } from "../../utils/contract/evidence.ts";

/** The highest of all counts: which ones a page shows differs from site to site, and each is a lower bound. */
export function reachOf({ counts }: Fields): number {
  const values = Object.values(counts?.value ?? {}).map((count) => count?.value ?? 0);
  // The column holds 32 bits.
  return Math.min(Math.max(0, ...values), 2_147_483_647);
}
