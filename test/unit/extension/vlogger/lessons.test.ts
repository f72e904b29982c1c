/** Progress with the lessons on the device, and its way to the intake. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { connection, lessonsProgress, ownLessons } from "../../../../utils/extension/browser/storage.ts";
import { answerTry, readCourse, syncCourse } from "../../../../utils/extension/vlogger/lessons.ts";
import type { CourseView } from "../../../../utils/shared/contract/exam.ts";
import type { LessonProgress, UploadedLessons } from "../../../../utils/shared/contract/lesson.ts";
import { ok } from "../../../../utils/shared/contract/result.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { connectDevice } from "../../../support/device-kit.ts";
import { editedLessons, raisedLesson } from "../../../support/lessons-kit.ts";

/** The background's data from the pack; other messages are not answered. */
let background: { lessons?: unknown } | undefined;
beforeEach(() => {
  fakeBrowser.reset();
  background = {};
  const sendMessage = async ({ name }: { name: string }) =>
    name === "read-lessons" && background ? ok(background) : undefined;
  Object.assign(fakeBrowser.runtime, { sendMessage });
});
afterEach(() => vi.unstubAllGlobals());

const uang = { id: "uang", edition: 1 } as const;
const progress = async () => {
  const course = await readCourse();
  return course.ok ? course.value.progress : undefined;
};

describe("on the device", () => {
  test("starts empty, and keeps the last choice", async () => {
    expect(await readCourse()).toEqual({ ok: true, value: { lessons, progress: {} } });
    await answerTry(uang, "uang-1", "does-not");
    await answerTry(uang, "uang-2", "does-not");
    await answerTry(uang, "uang-1", "violates");
    expect(await progress()).toEqual({
      uang: { edition: 1, answers: { "uang-1": "violates", "uang-2": "does-not" } },
    });
  });

  test("shows the pack's lessons, or the built-in ones if the pack is broken or the intake unreachable", async () => {
    background = { lessons: raisedLesson("uang", 2) };
    expect(await readCourse()).toMatchObject({ value: background });
    background = { lessons: editedLessons("uang", (lesson) => lesson.tries.pop()) };
    expect(await readCourse()).toMatchObject({ value: { lessons } });
    background = undefined;
    expect(await readCourse()).toMatchObject({ value: { lessons } });
  });

  test("keeps two simultaneous answers", async () => {
    await Promise.all([answerTry(uang, "uang-1", "violates"), answerTry(uang, "uang-2", "does-not")]);
    expect((await progress())?.uang?.answers).toEqual({ "uang-1": "violates", "uang-2": "does-not" });
  });

  test("restarts a lesson whose edition changed in substance, and keeps others", async () => {
    await answerTry(uang, "uang-1", "violates");
    await answerTry({ id: "platform", edition: 1 }, "platform-1", "violates");
    const progress = await answerTry({ id: "uang", edition: 2 }, "uang-2", "does-not");
    expect(progress.uang).toEqual({ edition: 2, answers: { "uang-2": "does-not" } });
    expect(progress.platform?.answers).toEqual({ "platform-1": "violates" });
  });

  test("ignores progress that was changed on the disk", async () => {
    await lessonsProgress.setValue({ uang: "semua" } as never);
    await ownLessons.setValue({ "": { uang: { edition: 1 } } } as never);
    expect(await progress()).toEqual({});
  });

  test("the next enrolled person starts without progress, and the first finds theirs again", async () => {
    await connectDevice();
    const first = await connection.getValue();
    await answerTry(uang, "uang-1", "violates");
    await connectDevice();
    expect(await progress()).toEqual({});
    await answerTry(uang, "uang-2", "violates");
    await connection.setValue(first);
    expect((await progress())?.uang?.answers).toEqual({ "uang-1": "violates" });
  });

  test("assigns progress from before it was stored by person to the enrolled person", async () => {
    await connectDevice();
    await lessonsProgress.setValue({ uang: { edition: 1, answers: { "uang-1": "violates" } } });
    expect((await progress())?.uang?.answers).toEqual({ "uang-1": "violates" });
    await answerTry(uang, "uang-2", "violates");
    expect((await progress())?.uang?.answers).toEqual({ "uang-1": "violates", "uang-2": "violates" });
    expect(await lessonsProgress.getValue()).toEqual({});
    await connectDevice();
    expect(await progress()).toEqual({});
  });
});

describe("at the intake", () => {
  let asked: { method: string; lessons?: UploadedLessons }[];
  let known: LessonProgress;
  let meanwhile: (() => Promise<unknown>) | undefined;

  beforeEach(async () => {
    await connectDevice();
    [asked, known, meanwhile] = [[], {}, undefined];
    vi.stubGlobal("fetch", async (_address: URL, { method = "", body }: RequestInit) => {
      const lessons = body ? JSON.parse(new TextDecoder().decode(body as Uint8Array)).lessons : undefined;
      asked.push({ method, ...(lessons ? { lessons } : {}) });
      await meanwhile?.();
      const view: CourseView = { progress: known, exam: { state: "lessons-first", untried: ["uang"] } };
      return Response.json(view);
    });
  });

  test("is sent once, with the age of the answers", async () => {
    await answerTry(uang, "uang-1", "violates");
    known = { uang: { edition: 1, answers: { "uang-1": "violates", "uang-2": "does-not" } } };
    expect(await syncCourse()).toMatchObject({ value: { progress: known } });
    expect(await progress()).toEqual(known);
    await syncCourse();
    expect(asked).toEqual([
      {
        method: "POST",
        lessons: { uang: { edition: 1, answers: { "uang-1": "violates" }, agoMs: expect.any(Number) } },
      },
      { method: "GET" },
    ]);
  });

  test("keeps all answers while the intake is unreachable or has not their edition", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new Error("no network");
    });
    await answerTry({ id: "uang", edition: 2 }, "uang-1", "violates");
    expect(await syncCourse()).toMatchObject({ problem: { retry: "later" } });
    vi.stubGlobal("fetch", async () => {
      const older = { uang: { edition: 1, answers: { "uang-1": "does-not" } } };
      return Response.json({ progress: older, exam: { state: "passed" } });
    });
    expect(await syncCourse()).toMatchObject({ value: { progress: { uang: { edition: 2 } } } });
    expect(Object.values(await ownLessons.getValue())).toMatchObject([
      { uang: { answers: { "uang-1": "violates" }, brought: false } },
    ]);
  });

  test("keeps answers given during a request, and sends them with the next one", async () => {
    await answerTry(uang, "uang-1", "violates");
    known = { uang: { edition: 1, answers: { "uang-1": "violates" } } };
    meanwhile = () => answerTry(uang, "uang-1", "does-not");
    await syncCourse();
    meanwhile = undefined;
    expect((await progress())?.uang?.answers).toEqual({ "uang-1": "does-not" });
    known = { uang: { edition: 1, answers: { "uang-1": "does-not" } } };
    await syncCourse();
    expect(asked.map(({ method }) => method)).toEqual(["POST", "POST"]);
    await syncCourse();
    expect(asked.at(-1)?.method).toBe("GET");
  });

  test("replaces a withdrawn edition by the current one", async () => {
    await answerTry({ id: "uang", edition: 2 }, "uang-1", "violates");
    known = { uang: { edition: 2, answers: { "uang-1": "violates" } } };
    await syncCourse();
    known = { uang: { edition: 1, answers: { "uang-1": "does-not" } } };
    await syncCourse();
    expect(await progress()).toEqual(known);
  });

  test("restarts a lesson here that has a newer edition there", async () => {
    await answerTry(uang, "uang-1", "violates");
    known = { uang: { edition: 2, answers: {} } };
    expect(await syncCourse()).toMatchObject({ value: { progress: known } });
  });
});
