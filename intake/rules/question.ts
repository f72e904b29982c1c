/** Which questions may be put to a reporter, and until when they may be answered. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { isClosed } from "./acts.ts";

/** More would be an interrogation: what is still unclear after these is for the supervisor to judge. */
export const mostOpen = 3;

export interface AskFacts {
  /** Of the case: words about it are not written down in the no-pixels lane. */
  withheld: boolean;
  /** Of the report. */
  evidenceDeletedAt: Date | null;
  /** Since then its reporter is let in nowhere. */
  suspendedAt: Date | null;
  /** How many questions about it have no answer. */
  open: number;
}

export function checkAskable({
  withheld,
  evidenceDeletedAt,
  suspendedAt,
  open,
}: AskFacts): Result<undefined> {
  if (withheld) return fail("note-not-allowed");
  if (evidenceDeletedAt) return fail("evidence-deleted");
  if (suspendedAt) return fail("reporter-suspended");
  return open < mostOpen ? ok(undefined) : fail("questions-open", undefined, "later");
}

/** Once, and while the case waits for people. */
export function checkAnswerable(facts: {
  state: CaseState;
  withheld: boolean;
  answeredAt: Date | null;
}): Result<undefined> {
  if (facts.answeredAt || isClosed(facts.state)) return fail("question-closed");
  return facts.withheld ? fail("note-not-allowed") : ok(undefined);
}
