/** Who may do what on a case: four eyes, and nobody on their own report. The one place for it. */

import type { CaseAct, CaseState, CaseView } from "../../utils/contract/case.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";

export interface CaseFacts {
  state: CaseState;
  /** Who asks; no role: an API key. */
  asker: { personId?: string; role?: Role };
  /** Everybody who ever reported the case, withdrawn reports included: a conflict of interest does not end. */
  reporters: readonly string[];
  /** Who made the waiting decision. */
  proposedBy?: string | undefined;
}

export interface Acts {
  can: CaseAct[];
  cannot?: NonNullable<CaseView["cannot"]>;
}

export function actsOn({ state, asker, reporters, proposedBy }: CaseFacts): Acts {
  if (asker.role !== "supervisor") return { can: [], cannot: "role-forbidden" };
  if (state === "approved" || state === "rejected") return { can: [], cannot: "case-closed" };
  const own = proposedBy !== undefined && proposedBy === asker.personId;
  // Whoever reports a case after proposing can still take the proposal back, and nothing else.
  if (state === "proposed" && own) return { can: ["undo"] };
  if (asker.personId !== undefined && reporters.includes(asker.personId))
    return { can: [], cannot: "own-report" };
  if (state === "open") return { can: ["approve", "reject"] };
  // A proposal by somebody who has reported the case meanwhile cannot be confirmed any more.
  const tainted = proposedBy !== undefined && reporters.includes(proposedBy);
  return { can: tainted ? ["refuse"] : ["confirm", "refuse"] };
}

/** The problem of an act that `actsOn` does not list. */
export function checkAct(act: CaseAct, facts: CaseFacts): Result<undefined> {
  const { can, cannot } = actsOn(facts);
  if (can.includes(act)) return ok(undefined);
  if (cannot) return fail(cannot);
  const answering = act === "confirm" || act === "refuse" || act === "undo";
  if (facts.state === "open" && answering) return fail("nothing-to-confirm");
  if (facts.state === "proposed" && !answering)
    return fail("case-closed", "a decision waits for its confirmation");
  // Left: answering one's own proposal, taking back a colleague's, confirming a reporter's.
  if (act === "confirm" && facts.proposedBy !== facts.asker.personId)
    return fail("own-report", "of the one who proposed");
  return act === "undo"
    ? fail("role-forbidden", "a colleague's decision is refused, not undone")
    : fail("own-decision");
}
