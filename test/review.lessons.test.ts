/** Progress with the lessons on the device. */

import { beforeEach, expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { lessonsProgress } from "../utils/core/storage.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import { answerTry, readCourse } from "../utils/review/lessons.ts";

beforeEach(() => fakeBrowser.reset());

test("starts with nothing, and keeps what was chosen last", async () => {
  expect(await readCourse()).toEqual({ ok: true, value: { lessons, progress: {} } });
  const lesson = { id: "uang", edition: 1 } as const;
  await answerTry(lesson, "uang-1", "does-not");
  await answerTry(lesson, "uang-2", "does-not");
  await answerTry(lesson, "uang-1", "violates");
  expect(await lessonsProgress.getValue()).toEqual({
    uang: { edition: 1, answers: { "uang-1": "violates", "uang-2": "does-not" } },
  });
});

test("two answers at once are both kept", async () => {
  const lesson = { id: "uang", edition: 1 } as const;
  await Promise.all([answerTry(lesson, "uang-1", "violates"), answerTry(lesson, "uang-2", "does-not")]);
  expect((await lessonsProgress.getValue()).uang?.answers).toEqual({
    "uang-1": "violates",
    "uang-2": "does-not",
  });
});

test("an edition that changed in substance starts over, others stay", async () => {
  await answerTry({ id: "uang", edition: 1 }, "uang-1", "violates");
  await answerTry({ id: "platform", edition: 1 }, "platform-1", "violates");
  const progress = await answerTry({ id: "uang", edition: 2 }, "uang-2", "does-not");
  expect(progress.uang).toEqual({ edition: 2, answers: { "uang-2": "does-not" } });
  expect(progress.platform?.answers).toEqual({ "platform-1": "violates" });
});

test("what somebody wrote on the disk counts as nothing", async () => {
  await lessonsProgress.setValue({ uang: "semua" } as never);
  expect(await readCourse()).toMatchObject({ value: { progress: {} } });
});
