/** Questions to reporters. */

import type { QuestionView } from "../../../utils/shared/contract/desk.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { omitNulls } from "../../db/rows.ts";
import type { AskedQuestion, Question } from "../store/questions.ts";
import { addQuestion, answerQuestion as keepAnswer } from "../store/questions.ts";

export const askReporter: Handler<"askReporter"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase(), reportId: body.reportId.toLowerCase() };
  const asked = await addQuestion(intake.store.db, { id: params.id, scope }, input, { actor: caller, at });
  return asked.ok ? ok(toAskedView(asked.value)) : asked;
};

export const answerQuestion: Handler<"answerQuestion"> = async (
  intake,
  { caller, scope, params, body, at },
) => {
  const ref = { id: params.id, scope };
  for (const { db } of await intake.allStores()) {
    const answered = await keepAnswer(db, ref, body.answer, { actor: caller, at });
    if (answered.ok) return ok(toQuestion(answered.value.question));
    if (answered.problem.code !== "not-found") return answered;
  }
  return notFound();
};

/** For supervisors, with the name of the person who asked. */
export function toAskedView({ question, by }: AskedQuestion): QuestionView {
  return { ...toQuestion(question), by };
}

/** For the reporter, without the name of the person who asked. */
export function toQuestion({ id, reportId, text, at, answer, answeredAt }: Question): QuestionView {
  return {
    id,
    reportId,
    text,
    at: at.toISOString(),
    ...omitNulls({ answer, answeredAt: answeredAt?.toISOString() ?? null }),
  };
}
