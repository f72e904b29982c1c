/** Merging lesson answers, and when an exam may start, is open or has ended. */

import { describe, expect, test } from "vitest";
import { addAnswer } from "../../../../intake/vloggers/exam.ts";
import {
  type ExamAttempt,
  outdatedLessons,
  type ReadinessFacts,
  readinessOf,
} from "../../../../intake/vloggers/exam-readiness.ts";
import {
  answersForEdition,
  type LessonAnswers,
  mergeAnswers,
} from "../../../../intake/vloggers/store/lessons.ts";
import type { LessonProgress } from "../../../../utils/shared/contract/lesson.ts";
import { verdict } from "../../../../utils/shared/contract/review.ts";
import { type LessonId, lessonIds } from "../../../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

describe("answers from two places", () => {
  const answered = fc.record<LessonAnswers>({
    edition: fc.integer({ min: 1, max: 3 }),
    answers: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom(...verdict.options)),
    at: fc.date({ min: new Date(0), max: new Date(5), noInvalidDate: true }),
  });

  test("are all kept; the newer counts, and other editions yield to the one in force", () => {
    fc.assert(
      fc.property(answered, answered, (known, brought) => {
        const merged = mergeAnswers(known, brought);
        expect(merged.edition).toBe(brought.edition);
        const [older, newer] = brought.at > known.at ? [known, brought] : [brought, known];
        const both = { ...older.answers, ...newer.answers };
        expect(merged.answers).toEqual(known.edition === brought.edition ? both : brought.answers);
        expect(mergeAnswers(merged, brought)).toEqual(merged);
      }),
    );
  });

  test("count only for cases of the lesson's own edition", () => {
    const [lesson] = lessons;
    if (!lesson) throw new Error("no lesson");
    const answers = { "kekerasan-1": "violates", lain: "violates" } as const;
    const { edition } = lesson;
    expect(answersForEdition(lesson, { edition, answers })).toEqual({ "kekerasan-1": "violates" });
    expect(answersForEdition(lesson, { edition: edition + 1, answers })).toBeUndefined();
    expect(answersForEdition(lesson, { edition, answers: { lain: "violates" } })).toBeUndefined();
  });
});

const hour = 3_600_000;
const at = (hours: number) => new Date(hours * hour);
const tried: LessonProgress = Object.fromEntries(
  lessons.map(({ id, edition, tries }) => [
    id,
    { edition, answers: Object.fromEntries(tries.map((item) => [item.id, "cannot-tell"])) },
  ]),
);
const today = Object.fromEntries(lessons.map(({ id, edition }) => [id, edition]));
/** An edition that differs from the lesson's current one. */
const another = (id: LessonId) => (today[id] ?? 0) + 1;
const facts: ReadinessFacts = { lessons, progress: tried, last: undefined, editions: {} };
const left: ExamAttempt = { startedAt: at(0), finishedAt: null, passed: null };
const failed: ExamAttempt = { startedAt: at(0), finishedAt: at(1), passed: false };

describe("an exam", () => {
  test("starts only when every case of every lesson was tried, in the newest edition", () => {
    expect(readinessOf(facts, at(0))).toEqual({ state: "ready", lessons: [...lessonIds] });
    expect(readinessOf({ ...facts, progress: {} }, at(0))).toEqual({
      state: "lessons-first",
      untried: [...lessonIds],
    });
    const { "uang-3": _, ...some } = tried.uang?.answers ?? {};
    const progress = {
      ...tried,
      uang: { edition: another("uang") - 1, answers: some },
      platform: { edition: another("platform"), answers: tried.platform?.answers ?? {} },
    };
    expect(readinessOf({ ...facts, progress }, at(0))).toEqual({
      state: "lessons-first",
      untried: ["uang", "platform"],
    });
  });

  test("failed: the next one is a day after its end, and not earlier", () => {
    expect(readinessOf({ ...facts, last: failed }, new Date(at(25).getTime() - 1))).toEqual({
      state: "later",
      from: at(25),
    });
    expect(readinessOf({ ...facts, last: failed }, at(25))).toMatchObject({ state: "ready" });
  });

  test("left open: ends after a day, and the next one is a day after that", () => {
    const readiness = (hours: number) => readinessOf({ ...facts, last: left }, at(hours));
    expect(readiness(23.99)).toEqual({ state: "open" });
    expect(readiness(24)).toEqual({ state: "later", from: at(48) });
    expect(readiness(48)).toMatchObject({ state: "ready" });
  });

  test("passed: none until a lesson changes, then one about that lesson, after its cases", () => {
    const last = { ...failed, passed: true };
    expect(readinessOf({ ...facts, last, editions: today }, at(2))).toEqual({ state: "passed" });
    const editions = { ...today, uang: another("uang") };
    expect(outdatedLessons(lessons, editions)).toEqual(["uang"]);
    expect(readinessOf({ ...facts, last, editions }, at(2))).toEqual({ state: "ready", lessons: ["uang"] });
    const progress = { ...tried, uang: { edition: another("uang"), answers: {} } };
    expect(readinessOf({ ...facts, progress, last, editions }, at(2))).toMatchObject({ untried: ["uang"] });
    const edited = lessons.map((lesson) =>
      lesson.id === "platform" ? { ...lesson, edition: another(lesson.id) } : lesson,
    );
    expect(readinessOf({ ...facts, lessons: edited, last, editions: today }, at(2))).toEqual({
      ...{ state: "lessons-first", untried: ["platform"] },
    });
  });
});

describe("an answer", () => {
  const sat = { ...left, questions: ["JUDI-y1", "JUDI-n1", "PORNO-y1"], answers: { "JUDI-y1": true } };
  const take = (no: number, violates: boolean, hours = 1) => addAnswer(sat, { no, violates }, at(hours));

  test("is accepted in its turn, once", () => {
    expect(take(2, false)).toEqual({ ok: true, value: { "JUDI-y1": true, "JUDI-n1": false } });
    expect(take(3, true)).toMatchObject({ problem: { code: "conflict" } });
    expect(take(4, true)).toMatchObject({ problem: { code: "invalid-input" } });
  });

  test("changes nothing when repeated; another one to the same question is refused", () => {
    expect(take(1, true)).toEqual({ ok: true, value: sat.answers });
    expect(take(1, true, 99)).toEqual({ ok: true, value: sat.answers });
    expect(take(1, false)).toMatchObject({ problem: { code: "exam-answered" } });
  });

  test("does not count in an exam that was open too long", () => {
    expect(take(2, false, 24)).toMatchObject({ problem: { code: "exam-over" } });
  });
});
