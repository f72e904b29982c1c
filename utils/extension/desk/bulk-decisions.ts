/** Bulk decisions in portions, with progress. Cases that were not reached can be tried again. */

import type { BulkAnswerInput, BulkInput, BulkOutcome } from "../../shared/contract/decision.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import { callIntake } from "../api/call-intake.ts";

/** Called after each portion with the number of finished cases. */
export type OnProgress = (done: number, total: number) => void;

const chunkCases = 20;

/** Fails only if no case was decided. Refused or unreached cases are outcomes with a problem. */
export function decideMany(input: BulkInput, onProgress: OnProgress): Promise<Result<BulkOutcome>> {
  return inChunks(input.cases, onProgress, (cases) =>
    callIntake("decideBulk", { body: { ...input, cases } }),
  );
}

/** Answers the decisions of a bulk decision in the same way. */
export function answerMany(
  bulkId: string,
  input: Omit<BulkAnswerInput, "decisions">,
  cases: readonly { caseId: string; decisionId: string }[],
  onProgress: OnProgress,
): Promise<Result<BulkOutcome>> {
  return inChunks(cases, onProgress, (some) =>
    callIntake("answerBulk", {
      params: { id: bulkId },
      body: { ...input, decisions: some.map(({ decisionId }) => decisionId) },
    }),
  );
}

async function inChunks<C extends { caseId: string; decisionId: string }>(
  cases: readonly C[],
  onProgress: OnProgress,
  call: (some: C[]) => Promise<Result<BulkOutcome>>,
): Promise<Result<BulkOutcome>> {
  const outcomes: BulkOutcome["outcomes"] = [];
  for (let index = 0; index < cases.length; index += chunkCases) {
    const answer = await call(cases.slice(index, index + chunkCases));
    if (!answer.ok) {
      if (index === 0) return answer;
      const { problem } = answer;
      return ok({
        outcomes: [...outcomes, ...cases.slice(index).map((caseRow) => ({ ...idsOf(caseRow), problem }))],
      });
    }
    outcomes.push(...answer.value.outcomes);
    onProgress(Math.min(index + chunkCases, cases.length), cases.length);
  }
  return ok({ outcomes });
}

const idsOf = ({ caseId, decisionId }: { caseId: string; decisionId: string }) => ({ caseId, decisionId });
