/** @vitest-environment happy-dom */
/** The exam and the certificate as a vlogger meets them. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type LessonCalls, Lessons } from "../../../components/vlogger/lessons/Lessons.tsx";
import { makeCertificateFile } from "../../../utils/extension/desk/client.ts";
import type { CourseView, ExamAnswer, ExamView } from "../../../utils/shared/contract/exam.ts";
import type { ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { lessons } from "../../../utils/shared/policy/lessons.ts";
import { address, click, find, press, seek, settle, show } from "../../support/components-kit.tsx";

const examId = "3f1c2d80-2222-4222-8222-222222222222";
const closesAt = "2026-11-27T03:00:00.000Z";
const ready = { state: "ready", lessons: lessons.map(({ id }) => id), count: 20 } as const;

let course: CourseView;
let view: ExamView;
let asked: ExamAnswer[];
let refusal: ProblemCode | undefined;
let sync: LessonCalls["syncCourse"];

const question = (no: number) => ({
  no,
  category: "JUDI" as const,
  post: { id: `Kiriman ${no}`, en: `Post ${no}` },
});
const at = (no: number): ExamView => ({
  id: examId,
  startedAt: "2026-11-26T03:00:00.000Z",
  closesAt,
  count: 2,
  question: question(no),
});
const over = (passed: boolean): ExamView => {
  const { question: _, ...rest } = at(1);
  const result = {
    ...{ passed, endedAt: closesAt, right: passed ? 2 : 1, of: 2 },
    lessons: [
      { id: "uang" as const, right: 1, of: 1 },
      { id: "platform" as const, right: passed ? 1 : 0, of: 1 },
    ],
    questions: [
      { ...question(1), said: true, violates: true },
      { ...question(2), said: true, violates: passed },
    ],
  };
  return { ...rest, result };
};

const calls: LessonCalls = {
  readCourse: async () => ok({ lessons, progress: course.progress }),
  answerTry: async () => course.progress,
  syncCourse: () => sync(),
  makeCertificateFile,
  async beginExam() {
    if (refusal) return fail(refusal);
    course = { ...course, exam: { state: "open", id: examId, count: 2, answered: 0, closesAt } };
    return ok(view);
  },
  readExam: async (id) => (id === examId ? ok(view) : fail("not-found")),
  async answerExam(_id, answer) {
    asked.push(answer);
    if (refusal) return fail(refusal);
    view = answer.no === 1 ? at(2) : over(answer.violates);
    return ok(view);
  },
};

beforeEach(() => {
  course = { progress: {}, exam: ready };
  view = at(1);
  asked = [];
  refusal = undefined;
  sync = async () => ok(course);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function open(language: Language = "id"): Promise<void> {
  await show(<Lessons calls={calls} />, language);
  await settle();
}
const begin = async (language: Language = "id") => {
  await open(language);
  await click("exam-begin");
};
/** Advances the clock by the minimal time to read a question. */
const read = () => void vi.setSystemTime(Date.now() + 500);
const focused = () => document.activeElement?.textContent;

test("answered late, opens for nobody who has gone elsewhere", async () => {
  const waiting = Promise.withResolvers<void>();
  const { beginExam } = calls;
  calls.beginExam = async () => {
    await waiting.promise;
    return beginExam();
  };
  await begin();
  await show(null);
  const places = address.history.length;
  waiting.resolve();
  await settle();
  calls.beginExam = beginExam;
  expect(course.exam.state).toBe("open");
  expect(address.history).toHaveLength(places);
});

describe("before", () => {
  test.each([
    [4, 3],
    [20, 16],
  ])("with %i questions shows that %i right answers pass", async (count, needed) => {
    course = { ...course, exam: { state: "ready", lessons: ["uang"], count } };
    await open();
    expect(find("exam").textContent).toContain(`Lulus bila paling sedikit ${needed} benar`);
  });

  const standings: [string, CourseView["exam"], string | undefined][] = [
    ["lessons-first", { state: "lessons-first", untried: ["uang"] }, "Nilai dahulu semua contoh: Judi"],
    ["later", { state: "later", from: closesAt }, "Ujian berikutnya dapat dimulai 27 Nov 2026"],
    [
      "refresher",
      { state: "ready", lessons: ["uang"], count: 4 },
      "Isinya berubah sejak sertifikat Anda: Judi",
    ],
    ["open", { state: "open", id: examId, count: 20, answered: 6, closesAt }, "6 dari 20 terjawab"],
    ["ready", ready, undefined],
  ];
  test.each(standings)("shows %s, and starts only when it can", async (name, exam, why) => {
    course = { ...course, exam };
    await open();
    if (why === undefined) expect(seek("exam-why")).toBeNull();
    else expect(find("exam-why").textContent).toContain(why);
    const canOpen = !["lessons-first", "later"].includes(name);
    expect(find("exam-begin").getAttribute("aria-disabled")).toBe(String(!canOpen));
    await click("exam-begin");
    expect(seek("exam-question") !== null).toBe(canOpen);
  });

  test("shows why the intake refuses an exam started too early elsewhere, and reloads the state", async () => {
    await open();
    refusal = "exam-later";
    course = { ...course, exam: { state: "later", from: closesAt } };
    await click("exam-begin");
    expect(find("problem").textContent).toMatch(/sekali sehari/);
    expect(find("exam").dataset.state).toBe("later");
  });
});

test("asks about child sexual abuse material without the hint on what a report contains", async () => {
  view = { ...at(1), question: { ...question(1), category: "PORNO_ANAK" } };
  await begin();
  expect(find("exam-question").textContent).toContain("Materi kekerasan seksual anak");
  expect(find("exam-question").textContent).not.toContain("Tanpa gambar");
});

describe.each([
  ["id", "Soal 1 dari 2", "Kiriman 1", "Soal 2 dari 2"],
  ["en", "Question 1 of 2", "Post 1", "Question 2 of 2"],
] as const)("questions (%s)", (language, first, post, second) => {
  test("shows one question after the other, with the focus on each heading", async () => {
    await begin(language);
    expect(focused()).toBe(first);
    expect(find("exam-question").textContent).toContain(post);
    await click("exam-does-not");
    expect(focused()).toBe(second);
    expect(find("exam-question").textContent).not.toContain(post);
    expect(asked).toEqual([{ no: 1, violates: false }]);
  });
});

test("accepts the keys 1 for a violation and 2 for none, and no other", async () => {
  await begin();
  read();
  await press("3");
  await press("2");
  read();
  await press("1");
  expect(asked).toEqual([
    { no: 1, violates: false },
    { no: 2, violates: true },
  ]);
  expect(find("exam-result").dataset.passed).toBe("true");
});

test("a key pressed twice does not answer the next question", async () => {
  await begin();
  read();
  await press("1");
  await press("1");
  expect(asked).toHaveLength(1);
  read();
  await press("1");
  expect(asked).toHaveLength(2);
});

test("the second half of a double click does not answer the next question", async () => {
  await begin();
  await click("exam-violates");
  find("exam-violates").dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
  await settle();
  expect(asked).toHaveLength(1);
});

test("continues at the same question after it was left", async () => {
  await begin();
  await click("exam-violates");
  await click("exam-leave");
  expect(find("exam").dataset.state).toBe("open");
  await click("exam-begin");
  expect(find("exam-number").textContent).toBe("Soal 2 dari 2");
});

test("after it is left, shows no old state while the state reloads", async () => {
  await begin();
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  sync = () => told.then(() => ok(course));
  await click("exam-leave");
  expect(seek("exam")).toBeNull();
  tell();
  await settle();
  expect(find("exam").dataset.state).toBe("open");
});

test("sends an answer again that was lost on the way", async () => {
  await begin();
  refusal = "intake-unreachable";
  read();
  await press("1");
  expect(find("problem").dataset.code).toBe("intake-unreachable");
  refusal = undefined;
  read();
  await press("1");
  expect(asked).toEqual([
    { no: 1, violates: true },
    { no: 1, violates: true },
  ]);
  expect(find("exam-number").textContent).toBe("Soal 2 dari 2");
});

test("keeps an answer given on another device, and shows the next question", async () => {
  await begin();
  refusal = "exam-answered";
  view = at(2);
  read();
  await press("1");
  expect(find("problem").textContent).toContain("jawaban itu tetap");
  expect(find("exam-number").textContent).toBe("Soal 2 dari 2");
});

test("shows the result by lesson, with wrong answers expanded and right ones folded", async () => {
  await begin();
  read();
  await press("1");
  read();
  await press("2");
  expect(focused()).toBe("Belum lulus");
  expect(document.querySelector('p[role="status"]')?.textContent).toBe(
    "Belum lulus. 1 dari 2 jawaban benar.",
  );
  const rows = [...document.querySelectorAll('[data-testid="exam-lesson"]')].map((row) => row.textContent);
  expect(rows).toEqual([
    "Judi, penipuan, dan barang terlarang1 dari 1",
    "Spam, tautan, dan hak ciptaKurang0 dari 1",
  ]);
  const [wrong, right] = document.querySelectorAll<HTMLElement>('[data-testid="exam-answered"]');
  expect(wrong?.textContent).toContain("Jawabannya: Tidak melanggar. Anda: Melanggar.");
  expect(wrong?.textContent).toContain("Unsur:");
  expect(right?.closest("details")?.open).toBe(false);
  course = {
    ...course,
    exam: { state: "later", from: closesAt },
    lastExam: { id: examId, passed: false, endedAt: closesAt },
  };
  await click("exam-leave");
  await click("exam-last");
  expect(find("exam-result").dataset.passed).toBe("false");
});

describe("the certificate", () => {
  const certificate = { jws: "a.b.c", issuedAt: closesAt, policyVersion: 1, lacking: [] };

  test("shows its date and policy, and is saved as a file", async () => {
    course = { ...course, exam: { state: "passed" }, certificate };
    await open();
    expect(seek("exam")).toBeNull();
    expect(find("certificate").textContent).toContain("Sejak 27 Nov 2026, aturan versi 1.");
    const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      expect(this.download).toBe("lapor-sertifikat-2026-11-27.jws");
    });
    await click("certificate-save");
    expect(saved).toHaveBeenCalledOnce();
    saved.mockRestore();
    expect(find("certificate").textContent).toContain("Disimpan sebagai lapor-sertifikat-2026-11-27.jws.");
  });

  test("lists missing lessons, beside the refresher", async () => {
    course = {
      ...course,
      exam: { state: "lessons-first", untried: ["uang"] },
      certificate: { ...certificate, lacking: ["uang"] },
    };
    await open();
    expect(find("certificate").dataset.valid).toBe("false");
    expect(find("certificate").textContent).toContain("Perlu penyegaran: ");
    expect(find("exam").dataset.state).toBe("lessons-first");
  });
});
