/** Finds the decision that can be reversed, and the opposite verdict that does it. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";

export type ReversingAct = "approve" | "reject";

export interface Reversal {
  /** The opposite act; watching may also give way to another action. */
  acts: ReversingAct[];
  /** Id of the decision in force. */
  reverses: string;
}

/** Returns undefined if no decision is in force or the person may not reverse it. */
export function reversalOf({ can, state, decisions }: CaseView): Reversal | undefined {
  if (!can.includes("reverse")) return undefined;
  const act = state === "approved" ? "approve" : "reject";
  const inForce = decisions.find(
    (decision) => decision.act === act && decision.state === "confirmed" && decision.reversedAt === undefined,
  );
  if (!inForce) return undefined;
  const isWatch = inForce.action === "PANTAU";
  return { acts: isWatch ? ["approve", "reject"] : [oppositeOf(act)], reverses: inForce.id };
}

export function oppositeOf(act: CaseView["decisions"][number]["act"]): ReversingAct {
  return act === "approve" ? "reject" : "approve";
}

/** True if a decision that reverses this one is in force or proposed. */
export function reversingIn({ decisions }: CaseView, decisionId: string): boolean {
  const over = ["refused", "undone"];
  return decisions.some(({ reverses, state }) => reverses === decisionId && !over.includes(state));
}
