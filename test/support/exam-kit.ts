/** Passes lessons and the exam for a vlogger, with the answers from the question bank. */

import { bank } from "../../intake/vloggers/exam.ts";
import type { TestAnswer, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import type { ExamQuestion, ExamView } from "../../utils/shared/contract/exam.ts";
import type { UploadedLessons } from "../../utils/shared/contract/lesson.ts";
import { lessons } from "../../utils/shared/policy/lessons.ts";

/** Answers to all practice cases of all lessons, as uploaded by a device. */
export function allTried(): UploadedLessons {
  const tried = lessons.map(({ id, edition, tries }) => {
    const answers = Object.fromEntries(tries.map((item) => [item.id, item.answer]));
    return [id, { edition, answers, agoMs: 0 }] as const;
  });
  return Object.fromEntries(tried);
}

export function uploadLessons(
  device: TestDevice,
  brought: UploadedLessons = allTried(),
): Promise<TestAnswer> {
  return device.call("POST", "/v1/me/lessons", { body: { lessons: brought } });
}

/** Looks up the right answer, which the question does not contain. */
export function isViolation({ category, post }: Pick<ExamQuestion, "category" | "post">): boolean {
  const item = bank.find((one) => one.category === category && one.post.id === post.id);
  if (!item) throw new Error(`not in the bank: ${post.id}`);
  return item.violates;
}

export function answer(device: TestDevice, id: string, no: number, violates: boolean): Promise<TestAnswer> {
  return device.call("POST", `/v1/exams/${id}/answers`, { body: { no, violates } });
}

/** Answers from the current question to the last, correctly unless `choose` overrides it. */
export async function sitExam(
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
