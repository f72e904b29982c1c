/** The reach of a post, as far as its page showed it. */

import type { Fields } from "../../../utils/shared/contract/evidence.ts";

/** The highest of all counts. Sites show different counts, and each is a lower bound of the reach. */
export function reachOf({ counts }: Fields): number {
  const values = Object.values(counts?.value ?? {}).map((count) => count?.value ?? 0);
  // Fits the 32-bit column.
  return Math.min(Math.max(0, ...values), 2_147_483_647);
}
