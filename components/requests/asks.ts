/** Whether a decision is one that a letter can be made of. */

import type { DecisionView } from "../../utils/contract/decision.ts";
import { asksPlatform } from "../../utils/policy/asks.ts";

/** An approval that stands and asks something of a platform. */
export function asks({ act, state, action, reversedAt }: DecisionView): boolean {
  const stands = state === "confirmed" && reversedAt === undefined;
  return act === "approve" && stands && action !== undefined && asksPlatform(action);
}
