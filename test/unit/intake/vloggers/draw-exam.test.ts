/** The exam's bank, what is drawn from it, and what answers are worth. */

import { describe, expect, test } from "vitest";
import { fingerprintOf, maxTextDistance } from "../../../../intake/cases/similar/fingerprint.ts";
import { distanceOf } from "../../../../intake/cases/similar/min-hash.ts";
import { bank, pickQuestions, questionsOf, scoreOf } from "../../../../intake/vloggers/exam.ts";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { examRule, needed } from "../../../../utils/shared/policy/exam-rules.ts";
import { lessonIds } from "../../../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { seeded } from "../../../support/similar/random.ts";

test("gives the questions of a paper in their order, and fails for one that the bank lacks", () => {
  const [first, second] = bank;
  if (!first || !second) throw new Error("the bank is empty");
  expect(questionsOf({ questions: [second.id, first.id] })).toEqual([second, first]);
  expect(() => questionsOf({ questions: ["none"] })).toThrow("the question bank has no none");
});

describe("the bank", () => {
  test("has at least 120 questions, six or more a category, half of them no violations", () => {
    expect(bank.length).toBeGreaterThanOrEqual(120);
    for (const code of categoryCode.options) {
      const own = bank.filter(({ category }) => category === code);
      expect(own.length, code).toBeGreaterThanOrEqual(6);
      expect(
        Math.abs(own.filter(({ violates }) => violates).length - own.length / 2),
        code,
      ).toBeLessThanOrEqual(0.5);
    }
    const violating = bank.filter(({ violates }) => violates).length;
    expect(violating / bank.length).toBeCloseTo(0.5, 2);
  });

  test("has no id, and no text without names and numbers, twice", async () => {
    expect(new Set(bank.map(({ id }) => id)).size).toBe(bank.length);
    for (const language of ["id", "en"] as const) {
      const plain = bank.map(({ post }) => post[language].replace(/\d+|\p{Lu}\p{L}*/gu, ""));
      const prints = await Promise.all(plain.map((text) => fingerprintOf(text)));
      for (const [at, one] of prints.entries()) {
        for (const other of prints.slice(at + 1))
          expect(distanceOf(one?.signature ?? [], other?.signature ?? []), plain[at]).toBeGreaterThan(
            maxTextDistance,
          );
      }
    }
  });

  test("has no case of the lessons, which give their answers away", async () => {
    const tries = await Promise.all(
      lessons.flatMap(({ tries }) => tries).map(({ post }) => fingerprintOf(post.id)),
    );
    for (const { post } of bank) {
      const print = await fingerprintOf(post.id);
      for (const item of tries)
        expect(distanceOf(print?.signature ?? [], item?.signature ?? []), post.id).toBeGreaterThan(
          maxTextDistance,
        );
    }
  });
});

describe("a draw", () => {
  test("asks twenty, four a lesson, about every category, half of them violations", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const asked = pickQuestions(lessonIds, seeded(seed).int);
      expect(new Set(asked).size).toBe(20);
      expect(asked.filter(({ violates }) => violates)).toHaveLength(10);
      expect(new Set(asked.map(({ category }) => category)).size).toBe(categoryCode.options.length);
      for (const { categories } of lessons)
        expect(asked.filter(({ category }) => categories.includes(category))).toHaveLength(
          examRule.questionsALesson,
        );
    }
  });

  test("differs each time, and uses every question of the bank", () => {
    const draws = Array.from({ length: 400 }, (_, seed) =>
      pickQuestions(lessonIds, seeded(seed).int).map(({ id }) => id),
    );
    expect(new Set(draws.map((ids) => ids.join())).size).toBe(400);
    expect(new Set(draws.flat()).size).toBe(bank.length);
  });

  test("has questions of that lesson alone when for one lesson", () => {
    for (const { id, categories } of lessons) {
      const asked = pickQuestions([id]);
      expect(asked).toHaveLength(examRule.questionsALesson);
      expect(new Set(asked.map(({ category }) => category))).toEqual(new Set(categories));
    }
  });
});

describe("a score", () => {
  const asked = pickQuestions(lessonIds, seeded(3).int);
  const answersWith = (wrong: readonly string[]) =>
    Object.fromEntries(asked.map(({ id, violates }) => [id, wrong.includes(id) ? !violates : violates]));
  const idsOf = (lesson: (typeof lessons)[number] | undefined) =>
    asked.filter(({ category }) => lesson?.categories.includes(category)).map(({ id }) => id);
  const firsts = lessons.map((lesson) => idsOf(lesson)[0] ?? "");

  test("passes with 80 % overall, and not with one less", () => {
    expect(scoreOf(asked, answersWith(firsts.slice(0, 4)))).toMatchObject({
      right: 16,
      of: 20,
      passed: true,
    });
    expect(scoreOf(asked, answersWith(firsts))).toMatchObject({ right: 15, passed: false });
  });

  test("fails with less than 60 % in one lesson, regardless of the rest", () => {
    const score = scoreOf(asked, answersWith(idsOf(lessons[2]).slice(0, 2)));
    expect(score).toMatchObject({ right: 18, passed: false });
    expect(score.lessons.find(({ id }) => id === lessons[2]?.id)).toMatchObject({ right: 2, of: 4 });
  });

  test("passes a refresher with one wrong answer in a lesson, and fails with two", () => {
    for (const { id } of lessons) {
      const own = pickQuestions([id]);
      const said = (wrong: number) =>
        Object.fromEntries(own.map(({ id, violates }, at) => [id, at < wrong ? !violates : violates]));
      expect([0, 1, 2].map((wrong) => scoreOf(own, said(wrong)).passed)).toEqual([true, true, false]);
    }
    expect([4, 8, 12, 16, 20].map(needed)).toEqual([3, 6, 9, 12, 16]);
  });

  test("counts unanswered questions as wrong, and ignores answers to other questions", () => {
    expect(scoreOf(asked, {})).toMatchObject({ right: 0, passed: false });
    expect(scoreOf(asked, { ...answersWith([]), "JUDI-y99": true })).toMatchObject({
      right: 20,
      passed: true,
    });
    expect(scoreOf([], {}).passed).toBe(false);
  });

  test("is half if all answers are yes, or all are no", () => {
    const always = (violates: boolean) => Object.fromEntries(asked.map(({ id }) => [id, violates]));
    expect([scoreOf(asked, always(true)).right, scoreOf(asked, always(false)).right]).toEqual([10, 10]);
  });
});
