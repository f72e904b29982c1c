/** Panel votes on a disputed decision. */

import type { Handler } from "../../core/handler.ts";
import { castVote } from "../store/panel.ts";
import { decisionAnswer, removeDestroyedFiles } from "./decisions.ts";

export const vote: Handler<"vote"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const cast = await castVote(intake, { id: params.id, scope }, input, caller, at);
  await removeDestroyedFiles(intake, cast);
  return decisionAnswer(intake, cast, caller);
};
