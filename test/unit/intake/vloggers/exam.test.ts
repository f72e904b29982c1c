/** Lessons, exam and certificate as a vlogger's devices ask for them. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exams } from "../../../../intake/db/schema/index.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import { readCertificate } from "../../../../intake/vloggers/store/certificates.ts";
import {
  enrolment,
  type IntakeKit,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { ExamQuestion, ExamView } from "../../../../utils/shared/contract/exam.ts";
import { type LessonId, lessonIds } from "../../../../utils/shared/policy/lessons/lesson.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { signCertificate } from "../../../../utils/shared/seal/signed-kinds.ts";
import { allTried, answer, isViolation, sitExam, uploadLessons } from "../../../support/exam-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hour = 3_600_000;
const editions = () => Object.fromEntries(lessons.map(({ id, edition }) => [id, edition]));
const editionOf = (lesson: LessonId) => editions()[lesson] ?? 0;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const asIntake = () => ({ db: kit.store.db, at: kit.intake.now(), key: kit.intake.key });
  const vlogger = () => kit.enrolled("vlogger", `Vlogger ${randomUUID()}`);
  const personOf = async (device: TestDevice): Promise<string> =>
    (await device.call("GET", "/v1/me")).body.personId;
  /** Another device of the same person. */
  const twin = async (device: TestDevice) => {
    const other = await kit.newDevice("twin");
    const { code } = await createCode(kit.store.db, await personOf(device), kit.intake.now());
    await other.call("POST", "/v1/enrolments", { body: enrolment(code) });
    return other;
  };
  const heldBy = (personId: string) => readCertificate(kit.store.db, personId, lessons);
  const course = async (device: TestDevice) => (await device.call("GET", "/v1/me/course")).body;
  const begin = (device: TestDevice) => device.call("POST", "/v1/exams");
  const learned = async () => {
    const device = await vlogger();
    await uploadLessons(device);
    return { device, exam: (await begin(device)).body as ExamView };
  };

  describe("lessons", () => {
    test("merges the progress of two devices; sending it again changes nothing", async () => {
      const device = await vlogger();
      const edition = editionOf("uang");
      const old = { edition, answers: { "uang-1": "violates", "uang-2": "violates" } } as const;
      const newer = { edition, answers: { "uang-2": "does-not" }, agoMs: 1000 } as const;
      await uploadLessons(device, { uang: newer });
      const both = { uang: { edition, answers: { ...old.answers, ...newer.answers } } };
      expect((await uploadLessons(device, { uang: old })).body.progress).toEqual(both);
      expect((await uploadLessons(device, { uang: newer })).body.progress).toEqual(both);
      const older = { edition, answers: { "uang-2": "needs-context" }, agoMs: hour } as const;
      expect((await uploadLessons(device, { uang: older })).body.progress).toEqual(both);
      expect((await course(device)).exam).toEqual({ state: "lessons-first", untried: [...lessonIds] });
    });

    test("leaves other editions and cases unchanged", async () => {
      const device = await vlogger();
      const edition = editionOf("platform");
      const strange = { edition: editionOf("uang") + 1, answers: { "uang-1": "violates" } } as const;
      const { status, body } = await uploadLessons(device, {
        uang: strange,
        memasak: strange,
        platform: { edition, answers: { "platform-1": "violates", lain: "violates" } },
      });
      expect({ status, progress: body.progress }).toEqual({
        status: 200,
        progress: { platform: { edition, answers: { "platform-1": "violates" } } },
      });
    });

    test("loses nothing when two devices send progress at once", async () => {
      const device = await vlogger();
      const { uang } = allTried();
      const answers = Object.entries(uang?.answers ?? {});
      await Promise.all(
        answers.map(([id, given]) =>
          uploadLessons(device, { uang: { edition: editionOf("uang"), answers: { [id]: given }, agoMs: 0 } }),
        ),
      );
      expect((await course(device)).progress.uang.answers).toEqual(uang?.answers);
    });
  });

  describe("an exam", () => {
    test("is refused before the lessons are done, and to all but vloggers", async () => {
      const device = await vlogger();
      expect(await begin(device)).toMatchObject({ status: 409, problem: "lessons-first" });
      for (const role of ["officer", "supervisor", "panelist", "admin"] as const) {
        const other = await kit.enrolled(role, `${role} ${randomUUID()}`);
        for (const [method, path] of [
          ["POST", "/v1/exams"],
          ["GET", "/v1/me/course"],
          ["GET", `/v1/exams/${randomUUID()}`],
        ] as const)
          expect(await other.call(method, path), path).toMatchObject({
            status: 403,
            problem: "role-forbidden",
          });
      }
    });

    test("is one when started twice at once, and continues on another device", async () => {
      const device = await vlogger();
      await uploadLessons(device);
      const other = await twin(device);
      const begun = await Promise.all([begin(device), begin(other), begin(device), begin(other)]);
      expect(new Set(begun.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      const exam: ExamView = begun[0]?.body;
      if (!exam.question) throw new Error("no question");
      await answer(device, exam.id, 1, isViolation(exam.question));
      const there = (await other.call("GET", `/v1/exams/${exam.id}`)).body;
      expect(there).toMatchObject({ count: 20, question: { no: 2 } });
      expect((await begin(other)).body).toEqual(there);
      expect((await course(other)).exam).toMatchObject({
        state: "open",
        id: exam.id,
        answered: 1,
        count: 20,
      });
    });

    test("shows a question only after the previous answer, and never the right answer", async () => {
      const { device, exam } = await learned();
      const [row] = await kit.store.db.select().from(exams).where(eq(exams.id, exam.id));
      const seen: string[] = [];
      let view = exam;
      while (view.question) {
        const told = JSON.stringify(view);
        for (const id of row?.questions ?? []) expect(told).not.toContain(id);
        expect(Object.keys(view.question).sort()).toEqual(["category", "no", "post"]);
        expect(view).not.toHaveProperty("result");
        seen.push(view.question.post.id);
        expect(seen).toHaveLength(view.question.no);
        view = (await answer(device, view.id, view.question.no, true)).body;
      }
      expect(new Set(seen).size).toBe(20);
    });

    test("accepts a repeated answer, and refuses a changed one and one out of turn", async () => {
      const { device, exam } = await learned();
      if (!exam.question) throw new Error("no question");
      const right = isViolation(exam.question);
      const first = await answer(device, exam.id, 1, right);
      expect((await answer(device, exam.id, 1, right)).body).toEqual(first.body);
      expect(await answer(device, exam.id, 1, !right)).toMatchObject({
        status: 409,
        problem: "exam-answered",
      });
      expect(await answer(device, exam.id, 3, right)).toMatchObject({ status: 409, problem: "conflict" });
      expect(await answer(device, exam.id, 21, right)).toMatchObject({ status: 400 });
      const at = await Promise.all([answer(device, exam.id, 2, true), answer(device, exam.id, 2, false)]);
      expect(at.map(({ status }) => status).sort()).toEqual([200, 409]);
      // The answer that was lost on the way may be the last one.
      const result = await sitExam(device, (await device.call("GET", `/v1/exams/${exam.id}`)).body);
      const [last] = result.result?.questions.slice(-1) ?? [];
      expect((await answer(device, exam.id, 20, last?.said === true)).body).toEqual(result);
    });

    test("returns 404 for another person's exam", async () => {
      const { exam } = await learned();
      const other = await vlogger();
      expect(await other.call("GET", `/v1/exams/${exam.id}`)).toMatchObject({ status: 404 });
      expect(await answer(other, exam.id, 1, true)).toMatchObject({ status: 404, problem: "not-found" });
    });

    test("shows the wrong answers when failed; the next one starts a day later with other questions", async () => {
      const { device, exam } = await learned();
      const { result } = await sitExam(device, exam, () => true);
      expect(result).toMatchObject({ passed: false, right: 10, of: 20 });
      expect(result?.lessons.map(({ id }) => id)).toEqual([...lessonIds]);
      expect(
        result?.questions.every((question) => question.said && question.violates === isViolation(question)),
      ).toBe(true);
      expect(await begin(device)).toMatchObject({ status: 409, problem: "exam-later" });
      const { exam: later, lastExam, certificate } = await course(device);
      expect(lastExam).toMatchObject({ id: exam.id, passed: false });
      expect(certificate).toBeUndefined();
      const [row] = await kit.store.db.select().from(exams).where(eq(exams.id, exam.id));
      const from = (row?.finishedAt?.getTime() ?? 0) + 24 * hour;
      expect(later).toEqual({ state: "later", from: new Date(from).toISOString() });
      kit.clock.ms = from - 100;
      expect(await begin(device)).toMatchObject({ problem: "exam-later" });
      kit.clock.ms = from;
      const next = await begin(device);
      expect(next).toMatchObject({ status: 200, body: { question: { no: 1 } } });
      expect(next.body.id).not.toBe(exam.id);
      const [drawn] = await kit.store.db.select().from(exams).where(eq(exams.id, next.body.id));
      expect(drawn?.questions).not.toEqual(row?.questions);
    });

    test("ends as not passed when open for a day, and the next one waits another day", async () => {
      const { device, exam } = await learned();
      if (!exam.question) throw new Error("no question");
      await answer(device, exam.id, 1, isViolation(exam.question));
      kit.clock.ms = Date.parse(exam.closesAt);
      expect(await answer(device, exam.id, 2, true)).toMatchObject({ status: 409, problem: "exam-over" });
      const view: ExamView = (await device.call("GET", `/v1/exams/${exam.id}`)).body;
      expect(view).toMatchObject({ result: { passed: false, right: 1, endedAt: exam.closesAt } });
      // The result omits unanswered questions.
      expect(view.result?.questions).toHaveLength(1);
      expect(view).not.toHaveProperty("question");
      expect(await begin(device)).toMatchObject({ problem: "exam-later" });
      expect((await course(device)).lastExam).toMatchObject({ id: exam.id, passed: false });
      kit.clock.ms = Date.parse(exam.closesAt) + 24 * hour;
      expect((await begin(device)).status).toBe(200);
      const [row] = await kit.store.db.select().from(exams).where(eq(exams.id, exam.id));
      expect(row).toMatchObject({ passed: false, finishedAt: new Date(exam.closesAt) });
    });
  });

  describe("a certificate", () => {
    const check = (device: TestDevice, certificate: string) =>
      device.call("POST", "/v1/certificates/checks", { body: { certificate } });
    const raise = (id: string) => {
      const lesson = lessons.find((entry) => entry.id === id);
      if (!lesson) throw new Error("no lesson");
      const { edition } = lesson;
      Object.assign(lesson, { edition: edition + 1 });
      return () => Object.assign(lesson, { edition });
    };

    test("is issued with the last right answer, and lists the passed lessons", async () => {
      const { device, exam } = await learned();
      const personId = await personOf(device);
      expect(await heldBy(personId)).toBeUndefined();
      expect((await sitExam(device, exam)).result).toMatchObject({ passed: true, right: 20 });
      const { certificate, exam: standing } = await course(device);
      expect(standing).toEqual({ state: "passed" });
      expect(await begin(device)).toMatchObject({ status: 409, problem: "exam-passed" });
      const claims = { type: "vlogger-exam", personId, examId: exam.id, lessons: editions() };
      for (const role of ["supervisor", "admin", "vlogger"] as const) {
        const reader = await kit.enrolled(role, `${role} ${randomUUID()}`);
        expect(await check(reader, certificate.jws)).toMatchObject({
          status: 200,
          body: { claims: { ...claims, issuedAt: certificate.issuedAt }, valid: true, lacking: [] },
        });
      }
      const officer = await kit.enrolled("officer", `Petugas ${randomUUID()}`);
      expect(await check(officer, certificate.jws)).toMatchObject({ status: 403 });
      expect(await heldBy(personId)).toMatchObject({ valid: true, lacking: [] });
    });

    test("is invalid when edited, signed by another key, of another kind or missing", async () => {
      const device = await vlogger();
      const jws = await passExam(asIntake(), await personOf(device));
      const [header = "", payload = "", signature = ""] = jws.split(".");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
      const edited = Buffer.from(JSON.stringify({ ...claims, personId: randomUUID() })).toString("base64url");
      const broken = [
        `${header}.${edited}.${signature}`,
        `${header}.${payload}.${signature.slice(0, -2)}AA`,
        await signCertificate(claims, device.key),
        ...["", "sertifikat", `${header}.${payload}`, "sertifikat.saya.ü", `${jws}.x`],
      ];
      for (const text of broken)
        expect(await check(device, text), text).toMatchObject({ status: 422, problem: "certificate-broken" });
      expect(await check(device, `${jws}\n`)).toMatchObject({ status: 200 });
      expect(await check(device, "x".repeat(10_001))).toMatchObject({ status: 400 });
    });

    test("of an exam that was passed while the clock was ahead gives way to a refresher's", async () => {
      const { ms } = kit.clock;
      kit.clock.ms += 365 * 24 * hour;
      const { device, exam } = await learned();
      await sitExam(device, exam);
      kit.clock.ms = ms + 24 * hour;
      expect((await begin(device)).problem).toBe("exam-passed");
      const personId = await personOf(device);
      const old = { ...editions(), uang: editionOf("uang") + 1 };
      const claims = {
        type: "vlogger-exam",
        personId,
        examId: exam.id,
        policyVersion: 1,
        lessons: old,
      } as const;
      const certificate = await signCertificate(
        { ...claims, issuedAt: kit.intake.now().toISOString() },
        kit.intake.key,
      );
      await kit.store.db.update(exams).set({ certificate }).where(eq(exams.personId, personId));
      const refresher = (await begin(device)).body as ExamView;
      expect((await course(device)).exam.state).toBe("open");
      expect((await begin(device)).body.id, "the open exam, not the one of the future").toBe(refresher.id);
      await sitExam(device, refresher);
      expect((await heldBy(personId))?.lacking).toEqual([]);
    });

    test("of an exam that was failed or left while the clock was ahead leaves the next one free", async () => {
      for (const isLeft of [false, true]) {
        const { ms } = kit.clock;
        kit.clock.ms += 365 * 24 * hour;
        const { device, exam } = await learned();
        if (!isLeft) await sitExam(device, exam, () => true);
        kit.clock.ms = ms + 2 * 24 * hour;
        const next = await begin(device);
        expect(next.status).toBe(200);
        expect(next.body.id).not.toBe(exam.id);
        expect((await course(device)).exam.state).toBe("open");
      }
    });

    test("is missing a changed lesson: its cases again, then four questions, then all editions", async () => {
      const device = await vlogger();
      const personId = await personOf(device);
      await uploadLessons(device);
      const old = await passExam(asIntake(), personId);
      const undo = raise("uang");
      try {
        expect(await heldBy(personId)).toMatchObject({
          valid: false,
          lacking: ["uang"],
        });
        expect((await check(device, old)).body).toMatchObject({ valid: false, lacking: ["uang"] });
        expect(await begin(device)).toMatchObject({ problem: "lessons-first" });
        expect((await course(device)).exam).toEqual({ state: "lessons-first", untried: ["uang"] });
        const { uang } = allTried();
        await uploadLessons(device, uang ? { uang } : {});
        expect((await course(device)).exam).toEqual({ state: "ready", lessons: ["uang"], count: 4 });
        const failed = await sitExam(device, (await begin(device)).body, () => true);
        expect(failed.result).toMatchObject({ passed: false, right: 2, of: 4 });
        expect(await begin(device)).toMatchObject({ problem: "exam-later" });
        expect(await heldBy(personId)).toMatchObject({ valid: false, jws: old });
        kit.clock.ms += 24 * hour;
        const oneWrong = (question: ExamQuestion) => isViolation(question) === question.no > 1;
        const { result } = await sitExam(device, (await begin(device)).body, oneWrong);
        expect(result).toMatchObject({ passed: true, lessons: [{ id: "uang", right: 3, of: 4 }] });
        const { certificate } = await course(device);
        expect((await check(device, certificate.jws)).body).toMatchObject({
          claims: { lessons: editions() },
          valid: true,
        });
        expect(await heldBy(personId)).toMatchObject({ valid: true });
      } finally {
        undo();
      }
    });
  });
});
