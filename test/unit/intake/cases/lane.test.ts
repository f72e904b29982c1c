/** The no-pixels lane at the intake, and vloggers' blind reviews. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkReveal } from "../../../../intake/cases/rules/original-access.ts";
import { log, reports } from "../../../../intake/db/schema/index.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { evidence as full } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { digestJson } from "../../../../utils/shared/seal/digest.ts";
import { proposeLane } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const keptFields = ["permalink", "authorId", "publishedRaw", "publishedAt"];

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let vlogger: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    vlogger = await kit.enrolled("vlogger", "Wati");
    await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, vlogger);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = (device: TestDevice, report: unknown) => device.call("POST", "/v1/reports", { body: report });
  const open = async (caseId: string) => (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;

  describe("child sexual abuse material", () => {
    const forbidden = Object.keys(full.fields).filter(
      (name) => !keptFields.includes(name),
    ) as (keyof typeof full.fields)[];

    test.each(forbidden)("a report with %s is refused", async (name) => {
      const report = sampleNoPixels();
      const fields = { ...report.evidence.fields, [name]: full.fields[name] };
      const sent = await send(officer, { ...report, evidence: { ...report.evidence, fields } });
      expect(sent).toMatchObject({ status: 400, fields: [`evidence.fields.${name}`] });
    });

    test("a report with a picture, a page, a note or a reason is refused", async () => {
      const { picture } = await samplePicture();
      const report = sampleNoPixels();
      const within = (change: Partial<Evidence>) => ({
        ...report,
        evidence: { ...report.evidence, ...change },
      });
      expect(await send(officer, within({ picture }))).toMatchObject({
        status: 400,
        fields: ["evidence.picture"],
      });
      expect(await send(officer, within({ page: full.page }))).toMatchObject({
        status: 400,
        fields: ["evidence.page"],
      });
      expect(await send(officer, { ...report, note: "x" })).toMatchObject({ status: 400, fields: ["note"] });
      expect(await send(officer, { ...report, notPublicReason: "x" })).toMatchObject({
        status: 400,
        fields: ["notPublicReason"],
      });
      expect(await send(officer, report)).toMatchObject({ status: 200, body: { filesWanted: [] } });
    });

    let posts = 0;
    /** A case with a picture that has arrived, and one on its way. */
    async function filed(mark: string) {
      const [here, late] = [await samplePicture(`${mark} here`), await samplePicture(`${mark} late`)];
      const post = { subject: `x:post:5${String(++posts).padStart(6, "0")}` } as const;
      const shown = sampleReport({ evidence: { ...post, picture: here.picture }, note: "Catatan rahasia" });
      const { caseId } = (await send(officer, shown)).body;
      const put = (by: TestDevice, id: string, { file, bytes }: typeof here) =>
        by.call("PUT", `/v1/reports/${id}/files/${file.sha256}`, {
          bytes,
          headers: { "Content-Type": "image/png" },
        });
      expect((await put(officer, shown.id, here)).status).toBe(200);
      const waiting = sampleReport({ evidence: { ...post, picture: late.picture } });
      await send(officer, waiting);
      return {
        ...{ post, shown, caseId, late },
        /** The picture in transit. */
        sendLate: () => put(officer, waiting.id, late),
        seePicture: () => supervisor.call("GET", `/v1/cases/${caseId}/files/${here.file.sha256}`),
      };
    }
    async function decide(caseId: string, category: string) {
      const { version: caseVersion } = await open(caseId);
      const body = { id: randomUUID(), act: "recategorise", category, reason: "Bukan itu.", caseVersion };
      expect((await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body })).status).toBe(200);
      const second = await kit.enrolled("supervisor", "Ani");
      const answer = { body: { answer: "confirm" } };
      expect((await second.call("POST", `/v1/decisions/${body.id}/answer`, answer)).status).toBe(200);
    }

    test("H7: one such report quarantines only its own evidence", async () => {
      const { caseId, post, seePicture } = await filed("own");
      const grave = sampleNoPixels(post);
      expect((await send(vlogger, grave)).body.caseId).toBe(caseId);
      const view = await open(caseId);
      expect(view).toMatchObject({ category: "PORNO_ANAK", urgent: true, reports: 3, author: "Slot Ceria" });
      expect(JSON.stringify(view)).toContain("Catatan rahasia");
      expect((await seePicture()).status).toBe(200);
      const own = view.reportList.find(({ id }: { id: string }) => id === grave.id);
      expect(Object.keys(own.evidence.fields).every((name) => keptFields.includes(name))).toBe(true);
      expect(own).toMatchObject({ filesHere: [], evidence: { picture: { state: "none" } } });
    });

    test("H7: a picture in transit waits, and arrives once another category is confirmed", async () => {
      const { caseId, post, late, sendLate } = await filed("lifted");
      await send(vlogger, sampleNoPixels(post));
      expect(await sendLate()).toMatchObject({
        ...{ status: 409, problem: "pixels-wait", body: { retry: "later" } },
      });
      expect(await kit.intake.files.get(late.file.sha256)).toBeUndefined();
      await decide(caseId, "JUDI");
      expect((await sendLate()).status).toBe(200);
      expect(await open(caseId)).toMatchObject({ category: "JUDI" });
      // Later reports of the kind do not delay files: two people have decided.
      await send(vlogger, sampleNoPixels(post));
      expect((await sendLate()).status).toBe(200);
    });

    test("H7: a picture in transit is refused permanently once the category is confirmed", async () => {
      const { caseId, post, late, sendLate } = await filed("confirmed");
      await send(vlogger, sampleNoPixels(post));
      // A crash between storing the bytes and recording them.
      await kit.intake.files.put(late.file.sha256, late.bytes);
      await decide(caseId, "PORNO_ANAK");
      expect((await sendLate()).body.retry).toBe("never");
      expect(await kit.intake.files.get(late.file.sha256)).toBeUndefined();
    });

    const withdraw = (device: TestDevice, id: string, reason: string) =>
      device.call("POST", `/v1/reports/${id}/withdrawal`, { body: { reason } });
    const reasonOf = async (id: string) =>
      (await kit.store.db.select().from(reports).where(eq(reports.id, id)))[0]?.withdrawnReason;

    test.each(["undo", "confirm"])(
      "hides the words of a withdrawal while one person proposes it, and keeps them until two decide: %s",
      async (answer) => {
        const words = `Salah alamat, bukan anak itu. ${answer}`;
        const ordinary = sampleReport();
        const { caseId } = (await send(officer, ordinary)).body;
        const decisionId = await proposeLane(supervisor, caseId);
        expect((await withdraw(officer, ordinary.id, words)).status).toBe(200);
        expect(JSON.stringify(await open(caseId))).not.toContain(words);
        const by = answer === "undo" ? supervisor : await kit.enrolled("supervisor", "Kedua");
        const path = `/v1/decisions/${decisionId}/answer`;
        expect((await by.call("POST", path, { body: { answer } })).status).toBe(200);
        const kept = answer === "undo" ? words : null;
        expect(await reasonOf(ordinary.id)).toBe(kept);
        if (kept) expect(JSON.stringify(await open(caseId))).toContain(words);
        expect((await verifyStore(kit.store)).broken).toEqual([]);
      },
    );

    test("stores no words of a withdrawal, of a report of the kind or of a case decided as such", async () => {
      const words = "Ternyata ayah dari anak itu";
      const grave = (await send(vlogger, sampleNoPixels())).body;
      const ordinary = sampleReport();
      const { caseId } = (await send(officer, ordinary)).body;
      const decisionId = await proposeLane(supervisor, caseId);
      const second = await kit.enrolled("supervisor", "Pengesah");
      const confirmed = { body: { answer: "confirm" } };
      expect((await second.call("POST", `/v1/decisions/${decisionId}/answer`, confirmed)).status).toBe(200);
      for (const [device, id] of [
        [vlogger, grave.reportId],
        [officer, ordinary.id],
      ] as const) {
        expect((await withdraw(device, id, words)).status).toBe(200);
        const [row] = await kit.store.db.select().from(reports).where(eq(reports.id, id));
        expect(row).toMatchObject({ withdrawnAt: expect.any(Date), withdrawnReason: null });
      }
      const digest = await digestJson(words);
      const entries = await kit.store.db.select().from(log).where(eq(log.act, "report-withdrawn"));
      expect(JSON.stringify(entries)).not.toContain(digest);
      expect((await verifyStore(kit.store)).broken).toEqual([]);
    });

    test("H7: a picture in transit arrives when the report of the kind is withdrawn", async () => {
      const { caseId, post, sendLate } = await filed("withdrawn");
      const grave = sampleNoPixels(post);
      await send(vlogger, grave);
      const body = { reason: "Salah kategori." };
      await vlogger.call("POST", `/v1/reports/${grave.id}/withdrawal`, { body });
      expect((await sendLate()).status).toBe(200);
      expect(await open(caseId)).toMatchObject({ category: "JUDI" });
    });

    test("pictures of a case with such a report are limited to supervisors", () => {
      const seenBy = (role: "panelist" | "supervisor") =>
        checkReveal({
          withheld: false,
          role,
          categories: ["JUDI", "PORNO_ANAK"],
          reason: "elements",
          votes: true,
        });
      expect(seenBy("panelist")).toMatchObject({ problem: { code: "role-forbidden" } });
      expect(seenBy("supervisor").ok).toBe(true);
    });

    test("a case with only such reports is withheld", async () => {
      const grave = sampleNoPixels();
      const { caseId } = (await send(officer, grave)).body;
      const view = await open(caseId);
      expect(view).not.toHaveProperty("author");
      const [row] = (await supervisor.call("GET", `/v1/cases?q=${grave.evidence.subject}`)).body.cases;
      expect(row).not.toHaveProperty("excerpt");
    });

    test("a confirmed decision for that category withholds the content of all reports", async () => {
      const { caseId, seePicture } = await filed("all");
      await decide(caseId, "PORNO_ANAK");
      expect(JSON.stringify(await open(caseId))).not.toMatch(/rahasia|Daftar sekarang|Slot Ceria/);
      expect((await seePicture()).status).not.toBe(200);
    });

    test("a proposal of that category withholds the case before it is confirmed", async () => {
      const { caseId } = (await send(officer, sampleReport())).body;
      const { version } = await open(caseId);
      const body = {
        ...{
          id: randomUUID(),
          act: "approve",
          category: "PORNO_ANAK",
          action: "TERUSKAN_APH",
          basis: ["uu-44-2008-4-1-f"],
        },
        ...{ ...groundsOf("PORNO_ANAK"), reason: "Terlihat anak.", caseVersion: version },
      };
      expect(await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body })).toMatchObject({
        status: 200,
      });
      expect(JSON.stringify(await open(caseId))).not.toContain("Daftar sekarang");
    });
  });

  describe("vloggers", () => {
    const videoReport = (id: string = randomUUID().slice(0, 11)) =>
      sampleReport({
        evidence: { site: "youtube", kind: "video", subject: `youtube:video:${id}` },
        note: "Catatan petugas",
      });
    const tasksOf = async (device: TestDevice) =>
      (await device.call("GET", "/v1/reviews/tasks?limit=100")).body.tasks;
    const review = (device: TestDevice, caseId: string, change = {}) =>
      device.call("POST", `/v1/cases/${caseId}/reviews`, {
        body: {
          id: randomUUID(),
          verdict: "needs-context",
          reason: "Perlu konteks.",
          timecodes: [],
          ...change,
        },
      });

    test("see flagged videos blind, once, and never their own flag", async () => {
      const other = await kit.enrolled("vlogger", "Rina");
      await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, other);
      const flagged = videoReport();
      const { caseId } = (await send(officer, flagged)).body;
      await tasksOf(other);
      expect((await review(other, caseId)).status).toBe(200);
      const post = (await send(officer, sampleReport())).body.caseId;
      const own = (await send(vlogger, videoReport())).body.caseId;
      const grave = (
        await send(
          officer,
          sampleNoPixels({ site: "youtube", kind: "video", subject: "youtube:video:grave" }),
        )
      ).body.caseId;

      const tasks = await tasksOf(vlogger);
      expect(tasks.map((task: { caseId: string }) => task.caseId)).toEqual([caseId]);
      expect(Object.keys(tasks[0]).sort()).toEqual([
        "author",
        "caseId",
        "category",
        "permalink",
        "since",
        "subject",
      ]);
      expect(JSON.stringify(tasks)).not.toMatch(/Siti|Rina|Catatan|konteks/);
      const others = (await tasksOf(other)).map((task: { caseId: string }) => task.caseId);
      expect(others).toContain(own);
      expect(others).not.toContain(caseId);

      const id = randomUUID();
      const made = await review(vlogger, caseId, {
        id,
        verdict: "violates",
        timecodes: [{ seconds: 12.5, note: "Tautan" }],
      });
      expect(made).toMatchObject({ status: 200, body: { id, verdict: "violates", by: "Wati" } });
      expect(
        (
          await review(vlogger, caseId, {
            id,
            verdict: "violates",
            timecodes: [{ seconds: 12.5, note: "Tautan" }],
          })
        ).body,
      ).toEqual(made.body);
      expect(await review(other, caseId, { id })).toMatchObject({ status: 409, problem: "conflict" });
      expect(await tasksOf(vlogger)).toEqual([]);
      expect(await review(vlogger, caseId)).toMatchObject({ status: 409, problem: "already-reviewed" });
      // Cases that were not assigned to a vlogger do not exist for them.
      for (const guessed of [own, post, grave, randomUUID()])
        expect(await review(vlogger, guessed)).toMatchObject({ status: 404, problem: "not-found" });
      expect((await open(caseId)).reviews.map(({ by }: { by: string }) => by)).toEqual(["Wati", "Rina"]);
    });

    test("record checks of their own videos, which are shown on their case", async () => {
      const subject = "youtube:video:milikku";
      const channel = { channel: "@slot_ceria_99", own: true };
      expect((await vlogger.call("PUT", "/v1/me/channels", { body: channel })).status).toBe(200);
      const input = {
        ...{ id: randomUUID(), subject, title: "Video saya", policyVersion: 1, result: "safe" },
        answers: [{ rule: "judi", answer: "fine", timecodes: [] }],
      };
      const check = (device: TestDevice, body: object) => device.call("POST", "/v1/self-reviews", { body });
      const made = await check(vlogger, input);
      expect(made).toMatchObject({ status: 200, body: { ...input, open: false, at: expect.any(String) } });
      expect((await check(vlogger, input)).body).toEqual(made.body);
      expect(await check(vlogger, { ...input, result: "change" })).toMatchObject({
        status: 409,
        problem: "conflict",
      });
      expect(await check(vlogger, { ...input, id: randomUUID(), subject: "x:post:1" })).toMatchObject({
        fields: ["subject"],
      });
      const later = { ...input, id: randomUUID(), title: undefined };
      await check(vlogger, later);
      const first = (await vlogger.call("GET", "/v1/self-reviews?limit=1")).body;
      expect(first.selfReviews).toMatchObject([{ id: later.id }]);
      const next = (await vlogger.call("GET", `/v1/self-reviews?limit=1&after=${first.next}`)).body;
      expect(next).toEqual({ selfReviews: [made.body] });
      const { caseId } = (await send(officer, videoReport("milikku"))).body;
      expect((await open(caseId)).selfReviews[0].at).toBe(first.selfReviews[0].at);
      const { caseId: other } = (await send(officer, videoReport("bukan"))).body;
      expect(await open(other)).not.toHaveProperty("selfReviews");
    });
  });
});
