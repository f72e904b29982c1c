/** The lessons as data: every category is taught once, every lesson has what a lesson has, and no case twice. */

import { describe, expect, test } from "vitest";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { lessonProgress } from "../../../../utils/shared/contract/lesson.ts";
import type { Words } from "../../../../utils/shared/policy/category-definition.ts";
import { lessonIds } from "../../../../utils/shared/policy/lessons/lesson.ts";
import { categoriesOf, lessonOf } from "../../../../utils/shared/policy/lessons/lesson-of.ts";
import { lessonProgressOf } from "../../../../utils/shared/policy/lessons/progress.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";

test("each category belongs to one lesson, and links to it", () => {
  for (const { id, categories } of lessons) {
    for (const code of categories) expect(lessonOf(code)).toBe(id);
    expect(categoriesOf(id)).toEqual(categories);
  }
  // Names of lessons come from the intake. The last two are properties of every object.
  for (const unknown of ["", "lain", "constructor", "__proto__"])
    expect(categoriesOf(unknown)).toBeUndefined();
  expect(lessons.flatMap(({ categories }) => categories).sort()).toEqual([...categoryCode.options].sort());
  expect(lessons.map(({ id }) => id)).toEqual([...lessonIds]);
});

describe.each(lessons)("$id", (lesson) => {
  const { intro, platform, law, fine, local, tries } = lesson;
  const all: Words[] = [
    intro,
    ...platform,
    ...law,
    ...fine,
    ...local,
    ...tries.flatMap(({ post, why }) => [post, why]),
  ];

  test("has all parts, and five cases of which not all violate", () => {
    for (const part of [platform, law, fine, local]) expect(part.length).toBeGreaterThanOrEqual(3);
    expect(tries).toHaveLength(5);
    const answers = tries.map(({ answer }) => answer);
    for (const answer of ["violates", "does-not", "needs-context"]) expect(answers).toContain(answer);
    expect(answers.filter((answer) => answer === "violates").length).toBeLessThanOrEqual(3);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(5);
  });

  test("has each text in both languages, as whole sentences, without repetition", () => {
    for (const { id, en } of all) {
      for (const said of [id, en]) expect(said).toMatch(/^\S.*[.?!)”🔥]$/su);
      expect(id).not.toBe(en);
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test("takes about ten minutes: some minutes to read beside the elements, and a minute for each case", () => {
    const count = all
      .map(({ id }) => id)
      .join(" ")
      .split(/\s+/).length;
    expect(count).toBeGreaterThan(340);
    expect(count).toBeLessThan(1_200);
  });
});

test("cases have ids of their own", () => {
  const ids = lessons.flatMap(({ tries }) => tries.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("criticism of government is a case that does not violate", () => {
  const posts = lessons
    .flatMap(({ tries }) => tries)
    .filter(({ post }) => /ministry|governor/i.test(post.en));
  expect(posts.length).toBeGreaterThanOrEqual(2);
  expect(posts.map(({ answer }) => answer)).toEqual(posts.map(() => "does-not"));
});

describe("progress", () => {
  const [lesson] = lessons;
  if (!lesson) throw new Error("no lesson");
  const answers = Object.fromEntries(lesson.tries.map(({ id }) => [id, "violates" as const]));

  test("counts the cases of this edition", () => {
    expect(lessonProgressOf(lesson, {})).toEqual({ answers: {}, count: 0, all: false, changed: false });
    const { [lesson.tries[0]?.id ?? ""]: _, ...four } = answers;
    expect(lessonProgressOf(lesson, { [lesson.id]: { edition: 1, answers: four } })).toMatchObject({
      count: 4,
      all: false,
    });
    expect(lessonProgressOf(lesson, { [lesson.id]: { edition: 1, answers } })).toMatchObject({
      count: 5,
      all: true,
    });
  });

  test("starts over with an edition that changed in substance", () => {
    expect(lessonProgressOf({ ...lesson, edition: 2 }, { [lesson.id]: { edition: 1, answers } })).toEqual({
      ...{ answers: {}, count: 0, all: false, changed: true },
    });
  });

  test("is validated when read from a disk", () => {
    expect(lessonProgress.safeParse({ x: { edition: 1, answers: { y: "violates" } } }).success).toBe(true);
    for (const wrong of [
      [],
      { x: { edition: 0, answers: {} } },
      { x: { edition: 1, answers: { y: "yes" } } },
    ])
      expect(lessonProgress.safeParse(wrong).success).toBe(false);
  });
});
