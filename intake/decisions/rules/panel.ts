/** Decides when a panel has settled a disputed decision. */

import type { Vote } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";

/** Two equal votes of three. */
const majority = Math.floor(limits.panelVotes / 2) + 1;

/** The majority's vote; undefined while there is none. */
export function panelVerdict(votes: readonly Vote[]): Vote | undefined {
  return (["uphold", "overturn"] as const).find(
    (vote) => votes.filter((one) => one === vote).length >= majority,
  );
}
