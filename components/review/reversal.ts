/** What an opened case lets be reversed, and by which verdict: its opposite. */

import type { CaseView } from "../../utils/contract/case.ts";

export interface Reversal {
  act: "approve" | "reject";
  /** The decision that stands. */
  reverses: string;
}

/** Undefined where nothing stands, or the person may not look at it again. */
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

/** The decision that reverses this one, or waits to. */
export function reversingIn({ decisions }: CaseView, decisionId: string): boolean {
  const over = ["refused", "undone"];
  return decisions.some(({ reverses, state }) => reverses === decisionId && !over.includes(state));
}
