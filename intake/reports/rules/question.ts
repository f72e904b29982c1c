/** Rules for questions to a reporter and their answers. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isClosed } from "../../cases/rules/acts.ts";

/** Limits open questions to a reporter, so that they do not become an interrogation. */
export const maxOpenQuestions = 3;

export interface AskFacts {
  /** True for a withheld case, in which words about the content must not be written. */
  withheld: boolean;
  /** Time when the report's evidence was deleted. */
  evidenceDeletedAt: Date | null;
  /** A suspended reporter cannot answer. */
  suspendedAt: Date | null;
  /** Number of unanswered questions about the report. */
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
  return open < maxOpenQuestions ? ok(undefined) : fail("questions-open", undefined, "later");
}

/** Once, and only while the case is undecided. */
export function checkAnswerable(facts: {
  state: CaseState;
  withheld: boolean;
  answeredAt: Date | null;
}): Result<undefined> {
  if (facts.answeredAt || isClosed(facts.state)) return fail("question-closed");
  return facts.withheld ? fail("note-not-allowed") : ok(undefined);
}
