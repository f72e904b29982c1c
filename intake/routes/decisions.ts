/** Deciding on a case, and answering a colleague's decision. */

import type { DecisionView } from "../../utils/contract/decision.ts";
import { ok, type Result } from "../../utils/contract/result.ts";
import type { Person } from "../http/caller.ts";
import type { Handler } from "../http/mount.ts";
import { answer, type Decided, propose } from "../store/decide.ts";
import { toDecisionView } from "./case-view.ts";

export const decide: Handler<"decide"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  return shown(await propose(intake.store.db, { id: params.id, scope }, input, caller, at), caller);
};

export const answerDecision: Handler<"answerDecision"> = async (
  intake,
  { caller, scope, params, body, at },
) => shown(await answer(intake.store.db, { id: params.id, scope }, body, caller, at), caller);

function shown(result: Result<Decided>, asker: Person): Result<DecisionView> {
  if (!result.ok) return result;
  const { decision, by, answeredBy } = result.value;
  return ok(toDecisionView(decision, { by, answeredBy, asker }));
}
