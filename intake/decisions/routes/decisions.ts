/** Deciding on a case, and answering a colleague's decision. */

import type { DecisionInput, DecisionView } from "../../../utils/shared/contract/decision.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { toWordsView } from "../../cases/routes/related-cases-view.ts";
import { panelGap } from "../../cases/rules/quorum.ts";
import { removeCaseFiles } from "../../cases/store/delete-evidence.ts";
import type { Person } from "../../core/caller.ts";
import type { Handler } from "../../core/handler.ts";
import { logLine } from "../../core/log.ts";
import type { Intake } from "../../intake.ts";
import { proposeDecision, saveAnswer } from "../store/decision-acts.ts";
import { type DecisionWithVotes, readPanelists } from "../store/decision-reads.ts";
import { castVote, countForPanel, readOverturned } from "../store/panel.ts";
import { toDecisionView } from "./decision-view.ts";

export const decide: Handler<"decide"> = async (intake, { caller, scope, params, body, at }) => {
  const input = lowercaseIds(body);
  return decisionAnswer(
    intake,
    await proposeDecision(intake.store.db, { id: params.id, scope }, input, { actor: caller, at }),
    caller,
  );
};

/** PostgreSQL returns ids in lower case. */
function lowercaseIds(body: DecisionInput): DecisionInput {
  const id = body.id.toLowerCase();
  if ((body.act !== "approve" && body.act !== "reject") || body.reverses === undefined)
    return { ...body, id };
  return { ...body, id, reverses: body.reverses.toLowerCase() };
}

export const answerDecision: Handler<"answerDecision"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const ref = { id: params.id, scope };
  const answered = await saveAnswer(intake, ref, body, { actor: caller, at });
  await removeDestroyedFiles(intake, answered);
  return decisionAnswer(intake, answered, caller);
};

/**
 * Removes the bytes destroyed by a decision, after it is committed. A failure does not fail the decision; the
 * hourly deletion retries.
 */
export async function removeDestroyedFiles(
  { store, files, decodedPictures: decoded, linkedDocuments: handed }: Intake,
  result: Result<DecisionWithVotes>,
): Promise<void> {
  if (!result.ok) return;
  const { state, category, caseId } = result.value.decision;
  if (state !== "confirmed" || category !== "PORNO_ANAK") return;
  decoded.clear();
  handed.clear();
  await removeCaseFiles(store.db, files, caseId).catch((error) => logLine("files-left", { error }));
}

/** The decision as its actor sees it. */
export function decisionAnswer(
  intake: Intake,
  result: Result<DecisionWithVotes>,
  asker: Person,
): Result<DecisionView> {
  return result.ok ? ok(toDecisionView(result.value, { asker, blind: intake.blindConfirm })) : result;
}

export const getPanel: Handler<"getPanel"> = async ({ store: { db } }, { scope }) => {
  const members = await readPanelists(db);
  const gap = panelGap(members.map(({ affiliation }) => affiliation));
  const overturned = await readOverturned(db, scope);
  return ok({
    ...(gap ? { gap } : {}),
    waiting: await countForPanel(db, scope),
    overturned: overturned.map(({ at, withheld, author, excerpt, ...row }) => ({
      ...row,
      ...toWordsView({ withheld, author, excerpt }),
      at: at.toISOString(),
    })),
  });
};

export const vote: Handler<"vote"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const cast = await castVote(intake, { id: params.id, scope }, input, { actor: caller, at });
  await removeDestroyedFiles(intake, cast);
  return decisionAnswer(intake, cast, caller);
};
