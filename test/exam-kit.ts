/** A vlogger on the way to the certificate: the lessons done, and an exam answered by whoever knows the bank. */

import { bank } from "../intake/programme/bank/index.ts";
import type { ExamQuestion, ExamView } from "../utils/contract/exam.ts";
import type { BroughtLessons } from "../utils/contract/lesson.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import type { Answered, TestDevice } from "./intake-kit.ts";

/** Every case to try of every lesson, as a device brings it. */
export function allTried(): BroughtLessons {
  const tried = lessons.map(({ id, edition, tries }) => {
    const answers = Object.fromEntries(tries.map((one) => [one.id, one.answer]));
    return [id, { edition, answers, agoMs: 0 }] as const;
  });
  return Object.fromEntries(tried);
}

export function bring(device: TestDevice, brought: BroughtLessons = allTried()): Promise<Answered> {
  return device.call("POST", "/v1/me/lessons", { body: { lessons: brought } });
}

/** What is right, by the post: the question itself does not tell. */
export function isViolation({ category, post }: Pick<ExamQuestion, "category" | "post">): boolean {
  const found = bank.find((one) => one.category === category && one.post.id === post.id);
  if (!found) throw new Error(`not in the bank: ${post.id}`);
  return found.violates;
}

export function answer(device: TestDevice, id: string, no: number, violates: boolean): Promise<Answered> {
  return device.call("POST", `/v1/exams/${id}/answers`, { body: { no, violates } });
}

/** From the question that is next to the last; all rightly unless `choose` says otherwise. */
export async function sit(
  device: TestDevice,
  begun: ExamView,
  choose: (question: ExamQuestion) => boolean = isViolation,
): Promise<ExamView> {
  let view = begun;
  while (view.question) {
    const answered = await answer(device, view.id, view.question.no, choose(view.question));
    if (answered.status !== 200) throw new Error(`answer: ${JSON.stringify(answered.body)}`);
    view = answered.body;
  }
  return view;
}
