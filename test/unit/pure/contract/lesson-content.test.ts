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
  ["a part of its own", (one) => Object.assign(one, { script: "alert(1)" }), [3]],
  ["no edition", (one) => delete one.edition, [3, "edition"]],
  ["edition 0", (one) => Object.assign(one, { edition: 0 }), [3, "edition"]],
  ["one language", (one) => delete one.intro.en, [3, "intro", "en"]],
  ["an empty text", (one) => Object.assign(one.law[1], { id: "" }), [3, "law", 1, "id"]],
  ["a text of spaces", (one) => Object.assign(one.law[1], { id: "  " }), [3, "law", 1, "id"]],
  ["a text too long", (one) => Object.assign(one.fine[0], { en: "a".repeat(601) }), [3, "fine", 0, "en"]],
  ["markup", (one) => Object.assign(one.title, { id: "Uang <b>palsu</b>" }), [3, "title", "id"]],
  ["a line break", (one) => Object.assign(one.title, { id: "Uang\npalsu" }), [3, "title", "id"]],
  ["a turned direction", (one) => Object.assign(one.title, { id: "Uang \u202epalsu" }), [3, "title", "id"]],
  ["no points", (one) => Object.assign(one, { local: [] }), [3, "local"]],
  ["too many points", (one) => Object.assign(one, { local: Array(13).fill(one.local[0]) }), [3, "local"]],
  ["four cases", (one) => one.tries.pop(), [3, "tries"]],
  ["six cases", (one) => one.tries.push({ ...one.tries[0], id: "uang-6" }), [3, "tries"]],
  ["a case twice", (one) => Object.assign(one.tries[4], { id: "uang-1" }), [3, "tries", 4, "id"]],
  ["a case of another", (one) => Object.assign(one.tries[0], { id: "seksual-1" }), [3, "tries", 0, "id"]],
  ["no answer", (one) => delete one.tries[2].answer, [3, "tries", 2, "answer"]],
  [
    "no real answer",
    (one) => Object.assign(one.tries[2], { answer: "cannot-tell" }),
    [3, "tries", 2, "answer"],
  ],
  ["a category less", (one) => one.categories.pop(), [3, "categories"]],
  ["a category twice", (one) => one.categories.push("JUDI"), [3, "categories"]],
  ["another's category", (one) => one.categories.push("SPAM"), [3, "categories"]],
  [
    "a lesson twice",
    (one) => Object.assign(one, { id: "platform", categories: lessonCategories.platform }),
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
