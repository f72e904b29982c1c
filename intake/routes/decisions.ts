/** Deciding on a case, and answering a colleague's decision. */

import type { DecisionView } from "../../utils/contract/decision.ts";
import { ok, type Result } from "../../utils/contract/result.ts";
import type { Person } from "../http/caller.ts";
import type { Handler } from "../http/mount.ts";
import type { Intake } from "../intake.ts";
import { answer, propose } from "../store/decide.ts";
import type { Decided } from "../store/decision-reads.ts";
import { destroyContent } from "../store/destroy-content.ts";
import type { Destroy } from "../store/settle.ts";
import { toDecisionView } from "./decision-view.ts";

export const decide: Handler<"decide"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return shown(intake, await propose(intake.store.db, { id: params.id, scope }, input, caller, at), caller);
};

export const answerDecision: Handler<"answerDecision"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const ref = { id: params.id, scope };
  return shown(intake, await answer(intake.store.db, ref, body, caller, at, destroyIn(intake)), caller);
};

/** What a decision needs of the intake to take effect. */
export function destroyIn({ files }: Intake): Destroy {
  return (tx, caseId, at) => destroyContent(tx, files, caseId, at);
}

/** As the person who acted sees it. */
export function shown(intake: Intake, result: Result<Decided>, asker: Person): Result<DecisionView> {
  return result.ok ? ok(toDecisionView(result.value, { asker, blind: intake.blindConfirm })) : result;
}
