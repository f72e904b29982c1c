/** Whether a decision is one that a letter can be made of. */

import type { DecisionView } from "../../utils/contract/decision.ts";
import { asksPlatform } from "../../utils/policy/asks.ts";

export type Decided = Pick<DecisionView, "act" | "state" | "action" | "reversedAt">;

/** An approval that stands and asks something of a platform. */
export function asks({ act, state, action, reversedAt }: Decided): boolean {
  const stands = state === "confirmed" && reversedAt === undefined;
  return act === "approve" && stands && action !== undefined && asksPlatform(action);
}
