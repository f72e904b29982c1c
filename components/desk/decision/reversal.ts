/** Finds the decision that can be reversed, and the opposite verdict that does it. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";

export interface Reversal {
  act: "approve" | "reject";
  /** Id of the decision in force. */
  reverses: string;
}

/** Returns undefined if no decision is in force or the person may not reverse it. */
export function reversalOf({ can, state, decisions }: CaseView): Reversal | undefined {
  if (!can.includes("reverse")) return undefined;
  const act = state === "approved" ? "approve" : "reject";
  const standing = decisions.find(
    (one) => one.act === act && one.state === "confirmed" && one.reversedAt === undefined,
  );
  return standing && { act: oppositeOf(act), reverses: standing.id };
}

export function oppositeOf(act: CaseView["decisions"][number]["act"]): Reversal["act"] {
  return act === "approve" ? "reject" : "approve";
}

/** True if a decision that reverses this one is in force or proposed. */
export function reversingIn({ decisions }: CaseView, decisionId: string): boolean {
  const over = ["refused", "undone"];
  return decisions.some(({ reverses, state }) => reverses === decisionId && !over.includes(state));
}
