/** Edited lessons: the contract accepts the built-in ones, and names the invalid field of others. */

import { describe, expect, test } from "vitest";
import { lessonCategories, taughtLessons } from "../../../../utils/shared/contract/lesson-content.ts";
import { lessons, lessonsInForce, publishedLessons } from "../../../../utils/shared/policy/lessons.ts";
import { editedLessons, raisedLesson } from "../../../support/lessons-kit.ts";

test("accepts the built-in lessons and another edition", () => {
  expect(taughtLessons.parse(lessons)).toEqual(lessons);
  expect(lessons.map(({ id, categories }) => [id, categories])).toEqual(Object.entries(lessonCategories));
  expect(publishedLessons(raisedLesson("uang", 2))).toEqual(raisedLesson("uang", 2));
});

// biome-ignore lint/suspicious/noExplicitAny: broken lessons have every shape
const breaks: [string, (lesson: any) => void, (string | number)[]][] = [
  ["a part of its own", (lesson) => Object.assign(lesson, { script: "alert(1)" }), [3]],
  ["no edition", (lesson) => delete lesson.edition, [3, "edition"]],
  ["edition 0", (lesson) => Object.assign(lesson, { edition: 0 }), [3, "edition"]],
  ["one language", (lesson) => delete lesson.intro.en, [3, "intro", "en"]],
  ["an empty text", (lesson) => Object.assign(lesson.law[1], { id: "" }), [3, "law", 1, "id"]],
  ["a text of spaces", (lesson) => Object.assign(lesson.law[1], { id: "  " }), [3, "law", 1, "id"]],
  [
    "a text too long",
    (lesson) => Object.assign(lesson.fine[0], { en: "a".repeat(601) }),
    [3, "fine", 0, "en"],
  ],
  ["markup", (lesson) => Object.assign(lesson.title, { id: "Uang <b>palsu</b>" }), [3, "title", "id"]],
  ["a line break", (lesson) => Object.assign(lesson.title, { id: "Uang\npalsu" }), [3, "title", "id"]],
  [
    "a turned direction",
    (lesson) => Object.assign(lesson.title, { id: "Uang \u202epalsu" }),
    [3, "title", "id"],
  ],
  ["no points", (lesson) => Object.assign(lesson, { local: [] }), [3, "local"]],
  [
    "too many points",
    (lesson) => Object.assign(lesson, { local: Array(13).fill(lesson.local[0]) }),
    [3, "local"],
  ],
  ["four cases", (lesson) => lesson.tries.pop(), [3, "tries"]],
  ["six cases", (lesson) => lesson.tries.push({ ...lesson.tries[0], id: "uang-6" }), [3, "tries"]],
  ["a case twice", (lesson) => Object.assign(lesson.tries[4], { id: "uang-1" }), [3, "tries", 4, "id"]],
  [
    "a case of another",
    (lesson) => Object.assign(lesson.tries[0], { id: "seksual-1" }),
    [3, "tries", 0, "id"],
  ],
  ["no answer", (lesson) => delete lesson.tries[2].answer, [3, "tries", 2, "answer"]],
  [
    "no real answer",
    (lesson) => Object.assign(lesson.tries[2], { answer: "cannot-tell" }),
    [3, "tries", 2, "answer"],
  ],
  ["a category less", (lesson) => lesson.categories.pop(), [3, "categories"]],
  ["a category twice", (lesson) => lesson.categories.push("JUDI"), [3, "categories"]],
  ["another's category", (lesson) => lesson.categories.push("SPAM"), [3, "categories"]],
  [
    "a lesson twice",
    (lesson) => Object.assign(lesson, { id: "platform", categories: lessonCategories.platform }),
    [4, "id"],
  ],
];

describe("is refused, with the place", () => {
  test.each(breaks)("%s", (_, change, path) => {
    const edited = editedLessons("uang", change);
    const issues = taughtLessons.safeParse(edited).error?.issues ?? [];
    expect(issues.map((issue) => issue.path)).toContainEqual(path);
    expect(lessonsInForce(edited)).toBe(lessons);
  });

  test.each([undefined, null, "semua", {}, [], lessons.slice(1), [...lessons, lessons[0]]])("%j", (part) => {
    expect(publishedLessons(part)).toBeUndefined();
    expect(lessonsInForce(part)).toBe(lessons);
  });
});
