import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/platform-requests.ts";

export type DecidedAct = Pick<DecisionView, "act" | "state" | "action" | "reversedAt">;

/** True for an approval in force whose action is directed at a platform. */
export function leadsToRequest({ act, state, action, reversedAt }: DecidedAct): boolean {
  const stands = state === "confirmed" && reversedAt === undefined;
  return act === "approve" && stands && action !== undefined && isPlatformRequest(action);
}
