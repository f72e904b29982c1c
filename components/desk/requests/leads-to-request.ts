/** Decisions that ask something of a platform, and the letters that can be made of them. */

import type { GroupedCase } from "../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { PreviewInput } from "../../../utils/shared/contract/request.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/decision-destinations.ts";

export type DecidedAct = Pick<DecisionView, "act" | "state" | "action" | "reversedAt">;

/** True for an approval in force whose action is directed at a platform. */
export function leadsToRequest({ act, state, action, reversedAt }: DecidedAct): boolean {
  const isInForce = state === "confirmed" && reversedAt === undefined;
  return act === "approve" && isInForce && action !== undefined && isPlatformRequest(action);
}

export type Asked = PreviewInput["items"];

/** One letter per site: cases decided together share one category and one action. */
export function requestItemsBySite(cases: readonly GroupedCase[]): Asked[] {
  const letters = new Map<string, Asked>();
  for (const { caseId, subject, decision } of cases) {
    const { act, action, id: decisionId } = decision ?? {};
    if (act !== "approve" || action === undefined || decisionId === undefined || !isPlatformRequest(action))
      continue;
    const site = subject.slice(0, subject.indexOf(":"));
    letters.set(site, [...(letters.get(site) ?? []), { caseId, decisionId }]);
  }
  return [...letters.values()].map((items) => items.slice(0, limits.letterItems));
}
