import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Handler } from "../../core/handler.ts";
import { answerExam as answer, beginExam as begin, readExam } from "../store/exams.ts";
import { toExamView } from "./exam-view.ts";

export const beginExam: Handler<"beginExam"> = async ({ store }, { scope, at }) => {
  const begun = await begin(store.db, scope, at);
  return begun.ok ? ok(toExamView(begun.value, at)) : begun;
};

export const getExam: Handler<"getExam"> = async ({ store }, { scope, params, at }) => {
  const exam = await readExam(store.db, { id: params.id, scope });
  return exam ? ok(toExamView(exam, at)) : fail("not-found");
};

export const answerExam: Handler<"answerExam"> = async ({ store, key }, { scope, params, body, at }) => {
  const answered = await answer(store.db, { id: params.id, scope }, body, { at, key });
  return answered.ok ? ok(toExamView(answered.value, at)) : answered;
};
