/**
 * Bulk decisions and their answers. Each case is handled separately, so that a changed case does not block
 * the others.
 */

import type { BulkOutcome } from "../../../utils/shared/contract/decision.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { readCommonGroup } from "../../cases/store/common-group.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { proposeDecision, saveAnswer } from "../store/decision-acts.ts";
import { readBulkCases } from "../store/decision-reads.ts";
import { removeDestroyedFiles } from "./decisions.ts";

export const decideBulk: Handler<"decideBulk"> = async (intake, { caller, scope, body, at }) => {
  const { db } = intake.store;
  const asked = body.cases.map(({ caseId, decisionId, caseVersion }) => ({
    caseId: caseId.toLowerCase(),
    decisionId: decisionId.toLowerCase(),
    caseVersion,
  }));
  const groupId = await readCommonGroup(
    db,
    scope,
    asked.map(({ caseId }) => caseId),
  );
  const bulk = { id: body.id.toLowerCase(), groupId, alone: asked.length === 1 };
  const outcomes: BulkOutcome["outcomes"] = [];
  for (const { caseId, decisionId, caseVersion } of asked) {
    const input = { ...body.verdict, id: decisionId, caseVersion };
    const made = await proposeDecision(db, { id: caseId, scope }, input, { actor: caller, at, bulk });
    outcomes.push({ caseId, decisionId, ...problemOf(made) });
  }
  return ok({ outcomes });
};

export const answerBulk: Handler<"answerBulk"> = async (intake, { caller, scope, params, body, at }) => {
  const { decisions, ...input } = body;
  if (input.answer === "refuse" && input.reason === undefined) return fail("reason-needed");
  const ids = decisions.map((id) => id.toLowerCase());
  const caseIds = await readBulkCases(intake.store.db, scope, params.id, ids);
  const asked = ids.flatMap((decisionId) => {
    const caseId = caseIds.get(decisionId);
    return caseId === undefined ? [] : [{ caseId, decisionId }];
  });
  // Does not reveal which decision is out of scope.
  if (asked.length < ids.length) return notFound();
  const outcomes: BulkOutcome["outcomes"] = [];
  for (const { caseId, decisionId } of asked) {
    const ref = { id: decisionId, scope };
    const answered = await saveAnswer(intake, ref, input, { actor: caller, at });
    await removeDestroyedFiles(intake, answered);
    outcomes.push({ caseId, decisionId, ...problemOf(answered) });
  }
  return ok({ outcomes });
};

function problemOf(result: Result<unknown>): Pick<BulkOutcome["outcomes"][number], "problem"> {
  return result.ok ? {} : { problem: result.problem };
}
