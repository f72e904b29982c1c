/** @vitest-environment happy-dom */
/** Lessons as a vlogger works through them. */

import { beforeEach, describe, expect, test } from "vitest";
import { type LessonCalls, Lessons } from "../../../components/vlogger/lessons/Lessons.tsx";
import { makeCertificateFile } from "../../../utils/extension/desk/client.ts";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { Lesson } from "../../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../../utils/shared/policy/lessons.ts";
import { click, find, seek, settle, show } from "../../support/components-kit.tsx";
import { editedLessons } from "../../support/lessons-kit.ts";

let progress: LessonProgress;
let taught: readonly Lesson[];
beforeEach(() => {
  taught = lessons;
  progress = {};
});

const calls: LessonCalls = {
  readCourse: async () => ok({ lessons: taught, progress }),
  async answerTry({ id, edition }, tried, verdict) {
    const answers = progress[id]?.edition === edition ? progress[id].answers : {};
    progress = { ...progress, [id]: { edition, answers: { ...answers, [tried]: verdict } } };
    return progress;
  },
  syncCourse: async () => fail("offline"),
  beginExam: async () => fail("offline"),
  readExam: async () => fail("offline"),
  answerExam: async () => fail("offline"),
  makeCertificateFile,
};
async function open(language: Language = "id"): Promise<void> {
  await show(<Lessons calls={calls} />, language);
  await settle();
}
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid="lesson-row"]')];
const openLesson = async (at: number) => {
  rows()[at]?.click();
  await settle();
};

test("the list shows the progress without the intake", async () => {
  const all = Object.fromEntries((lessons[1]?.tries ?? []).map(({ id }) => [id, "does-not" as const]));
  progress = {
    kekerasan: { edition: 1, answers: { "kekerasan-1": "violates", "kekerasan-2": "violates" } },
    seksual: { edition: 1, answers: all },
    uang: { edition: 7, answers: {} },
  };
  await open();
  expect(rows().map((row) => row.querySelector(".tag")?.textContent)).toEqual([
    ...["2 dari 5 contoh", "Selesai", "Belum dimulai", "Berubah isinya, baca lagi", "Belum dimulai"],
  ]);
  expect(find("problem").dataset.code).toBe("offline");
});

test("an edited lesson is shown as published, and starts from the beginning", async () => {
  taught = editedLessons("uang", (lesson) => {
    lesson.edition = 2;
    lesson.title.id = "Uang yang diubah";
    lesson.tries[0].post.id = "Kiriman yang diubah.";
  });
  progress = Object.fromEntries(
    lessons.map(({ id, tries }) => [
      id,
      { edition: 1, answers: Object.fromEntries(tries.map((item) => [item.id, item.answer])) },
    ]),
  );
  await open();
  expect(rows().map((row) => row.querySelector(".tag")?.textContent)).toEqual([
    ...["Selesai", "Selesai", "Selesai", "Berubah isinya, baca lagi", "Selesai"],
  ]);
  expect(rows()[3]?.textContent).toContain("Uang yang diubah");
  await openLesson(3);
  expect(document.body.textContent).toContain("Kiriman yang diubah.");
});

describe.each([
  ["id", "Tepat.", "Belum tepat. Jawabannya: Tidak melanggar."],
  ["en", "Right.", "Not quite. The answer: Does not violate."],
] as const)("a lesson (%s)", (language, right, wrong) => {
  test("shows no answer before one is given, then the answer and its reason", async () => {
    await open(language);
    await openLesson(0);
    const [first, second] = lessons[0]?.tries ?? [];
    const text = () => document.body.textContent ?? "";
    for (const item of lessons[0]?.tries ?? []) expect(text()).not.toContain(item.why[language]);
    await click("try-kekerasan-1-violates");
    expect(find("answer-kekerasan-1").textContent).toBe(`${right} ${first?.why[language]}`);
    await click("try-kekerasan-2-violates");
    expect(find("answer-kekerasan-2").textContent).toBe(`${wrong} ${second?.why[language]}`);
    expect(find("lesson-progress").textContent).toMatch(/^2 /);
  });
});

test("is done after all cases, and the next one opens; after the last the list does", async () => {
  await open();
  await openLesson(3);
  for (const { id } of lessons[3]?.tries ?? []) await click(`try-${id}-does-not`);
  expect(find("lesson-progress").textContent).toBe("Semua contoh sudah Anda nilai.");
  await click("lesson-next");
  expect(find("lesson").dataset.lesson).toBe("platform");
  await click("lesson-next");
  expect(seek("lesson")).toBeNull();
  expect(rows()[3]?.textContent).toContain("Selesai");
});

test("a choice can be changed, and is kept after going back", async () => {
  await open();
  await openLesson(0);
  await click("try-kekerasan-1-does-not");
  expect(find("answer-kekerasan-1").dataset.right).toBe("false");
  await click("try-kekerasan-1-violates");
  expect(find("answer-kekerasan-1").dataset.right).toBe("true");
  await click("lesson-back");
  expect(progress).toEqual({ kekerasan: { edition: 1, answers: { "kekerasan-1": "violates" } } });
});
