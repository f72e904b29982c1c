/** A case decided to be child sexual abuse material keeps only identity and times, in every table and file. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tableNames } from "../../../../intake/backup/all-tables.ts";
import { placeHold, releaseHold } from "../../../../intake/cases/store/legal-holds.ts";
import { caseSubjects, cases, pictures, reports, texts } from "../../../../intake/db/schema/index.ts";
import { spotOfSubject } from "../../../../intake/db/spot.ts";
import type { EvidenceFiles } from "../../../../intake/evidence/evidence-files.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { evidence as full } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { Evidence, Fields } from "../../../../utils/shared/contract/evidence.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { keptFields } from "../../../../utils/shared/policy/no-pixels.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;
  let third: TestDevice;
  let vlogger: TestDevice;
  let failRemove = false;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    const failing = (files: EvidenceFiles): EvidenceFiles => ({
      ...files,
      remove: async (sha256) => {
        if (failRemove) throw new Error("the disk is away");
        await files.remove(sha256);
      },
    });
    kit = await startKit(await stores.open(), failing);
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
    third = await kit.enrolled("supervisor", "Citra");
    vlogger = await kit.enrolled("vlogger", "Wati");
    await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, vlogger);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const db = () => kit.store.db;
  const open = async (caseId: string) => (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;
  const forgotten = async (device = officer, after = "") =>
    (await device.call("GET", `/v1/me/forgotten${after && `?after=${after}`}`)).body;

  /** Fields whose every value contains the given word. */
  function speaking(word: string, video = "abcdefghijk"): Fields {
    const said = (value: string) => ({ value: `${word} ${value}`, source: "text" });
    return {
      ...full.fields,
      ...{ title: said("judul"), text: said("teks"), authorName: said("nama"), authorHandle: said("akun") },
      permalink: { value: `https://www.youtube.com/watch?v=${video}`, source: "location" },
      authorId: { value: "UC123", source: "meta" },
      publishedRaw: { value: "2 jam yang lalu", source: "text" },
    };
  }

  /** A video with the word in every field, reported with a picture. */
  async function filed(word: string, content: string, evidence: Partial<Evidence> = {}) {
    const { bytes, file, picture } = await samplePicture(content);
    const page = { address: "https://www.youtube.com/", title: `${word} laman`, language: "id" };
    const id = randomUUID().slice(0, 11);
    const video = { site: "youtube", kind: "video", subject: `youtube:video:${id}` } as const;
    const report = sampleReport({
      evidence: { ...video, fields: speaking(word, id), page, picture, ...evidence },
      note: `${word} catatan`,
    });
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    const headers = { "Content-Type": "image/png" };
    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    expect((await officer.call("PUT", path, { bytes, headers })).status).toBe(200);
    await db().insert(pictures).values(fingerprint(file.sha256, kit.intake.now())).onConflictDoNothing();
    return { report, caseId, sha256: file.sha256 };
  }

  function fingerprint(sha256: string, createdAt: Date) {
    return { sha256, createdAt, hash: "0".repeat(64), parts: [1, 2] };
  }

  async function decideAs(category: CategoryCode, caseId: string, act = "recategorise") {
    const { version: caseVersion } = await open(caseId);
    const whole = { action: "TERUSKAN_APH", basis: ["uu-44-2008-4-1-f"], ...groundsOf(category) };
    const body = {
      ...{ id: randomUUID(), act, category, reason: "Anak di bawah umur.", caseVersion },
      ...(act === "approve" ? whole : {}),
    };
    const proposed = await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body });
    expect(proposed).toMatchObject({ status: 200 });
    return second.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
  }

  /** Every row of every table. */
  async function everything(): Promise<string> {
    const dumps = await Promise.all(
      tableNames().map((name) =>
        db().execute(sql`select coalesce(json_agg(t), '[]')::text as said from ${sql.identifier(name)} t`),
      ),
    );
    return JSON.stringify(dumps);
  }

  test.each(["recategorise", "approve"])(
    "by %s: deletes words, pictures and fingerprints; keeps digests and log",
    async (act) => {
      const word = `rahasia${act}`;
      const { report, caseId, sha256 } = await filed(word, `only ${act}`);
      const body = {
        id: randomUUID(),
        verdict: "violates",
        reason: `${word} alasan`,
        timecodes: [{ seconds: 1, note: word }],
        localContext: `${word} konteks`,
      };
      await vlogger.call("GET", "/v1/reviews/tasks");
      expect((await vlogger.call("POST", `/v1/cases/${caseId}/reviews`, { body })).status).toBe(200);
      const question = { id: randomUUID(), reportId: report.id, text: `${word} tanya` };
      await supervisor.call("POST", `/v1/cases/${caseId}/questions`, { body: question });
      await officer.call("POST", `/v1/questions/${question.id}/answer`, {
        body: { answer: `${word} jawab` },
      });
      const textId = randomUUID();
      const text = {
        id: textId,
        no: word.length,
        sha256: textId,
        createdAt: new Date(),
        signature: Uint8Array.of(1),
        band1: 1,
      };
      await db().insert(texts).values(text);
      const similar = { textId, searchText: `${word} teks`, authorKey: `youtube:${word}` };
      await db().update(cases).set(similar).where(eq(cases.id, caseId));
      expect((await supervisor.call("GET", `/v1/cases/${caseId}/files/${sha256}`)).status).toBe(200);
      expect(await everything()).toContain(word);
      expect((await forgotten()).reports).not.toContain(report.id);

      expect(await decideAs("PORNO_ANAK", caseId, act)).toMatchObject({ status: 200 });
      expect(await everything()).not.toContain(word);
      expect(await kit.intake.files.has(sha256)).toBe(false);
      const left = await db().select().from(pictures).where(eq(pictures.sha256, sha256));
      expect([...left, ...(await db().select().from(texts).where(eq(texts.id, textId)))]).toEqual([]);
      const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
      expect(Object.keys(row?.evidence.fields ?? {}).sort()).toEqual([...keptFields].sort());
      expect(row).toMatchObject({ evidence: { salt: "0".repeat(32), subject: report.evidence.subject } });
      const view = await open(caseId);
      expect(view).toMatchObject({
        category: "PORNO_ANAK",
        permalink: report.evidence.fields.permalink?.value,
      });
      const deletion = view.log.find((entry: { act: string }) => entry.act === "evidence-deleted");
      expect(deletion).toMatchObject({
        by: "no-pixels",
        detail: { report: report.id, files: [sha256], rule: "PORNO_ANAK/no-pixels" },
      });
      expect((await forgotten()).reports).toContain(report.id);
      expect((await forgotten(vlogger)).reports).toEqual([]);
      expect((await verifyStore(kit.store)).broken).toEqual([]);

      const exported = await supervisor.call("GET", `/v1/cases/${caseId}/exports/json`);
      const told = JSON.stringify(exported.body);
      expect(told).not.toContain(word);
      const verdict = await checkBytes(new TextEncoder().encode(told));
      expect(verdict.findings.filter(({ holds }) => holds === false)).toEqual([]);
    },
  );

  test("category and urgency outlive the evidence, as the log names them", async () => {
    const { caseId, report } = await filed("tetap", "kept category");
    expect((await decideAs("PORNO_ANAK", caseId)).status).toBe(200);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
    const ofReport = eq(reports.id, report.id);
    await db().update(reports).set({ category: "PORNO", urgent: true }).where(ofReport);
    const { broken } = await verifyStore(kit.store);
    await db().update(reports).set({ category: report.category, urgent: report.urgent }).where(ofReport);
    expect(broken).toEqual(
      expect.arrayContaining([
        `report ${report.id}: its category is not the one that the log names`,
        `report ${report.id}: its urgency is not the one that the log names`,
      ]),
    );
  });

  test("a name that leads to a case without evidence is one of its reports' names", async () => {
    const { caseId } = await filed("nama", "another name");
    expect((await decideAs("PORNO_ANAK", caseId)).status).toBe(200);
    const added = { subject: "x:post:999999", spot: spotOfSubject("x:post:999999"), caseId, own: true };
    await db().insert(caseSubjects).values(added);
    const { broken } = await verifyStore(kit.store);
    await db().delete(caseSubjects).where(eq(caseSubjects.subject, added.subject));
    expect(broken).toEqual([`case ${caseId}: none of its reports shows the name x:post:999999`]);
  });

  test("keeps a picture that a case outside the lane also contains", async () => {
    const outside = await filed("lain", "shared");
    const inside = await filed("dalam", "shared");
    await decideAs("PORNO_ANAK", inside.caseId);
    expect(await kit.intake.files.has(inside.sha256)).toBe(true);
    expect(await db().select().from(pictures).where(eq(pictures.sha256, inside.sha256))).toHaveLength(1);
    const path = `/v1/cases/${outside.caseId}/files/${outside.sha256}/reveals`;
    expect((await supervisor.call("POST", path)).status).toBe(200);
    await decideAs("PORNO_ANAK", outside.caseId);
    expect(await kit.intake.files.has(outside.sha256)).toBe(false);
    expect(await db().select().from(pictures).where(eq(pictures.sha256, inside.sha256))).toEqual([]);
  });

  test("a failing disk does not undo the decision, and the hourly job removes the rest", async () => {
    const { caseId, sha256 } = await filed("cakram", "disk");
    failRemove = true;
    expect(await decideAs("PORNO_ANAK", caseId)).toMatchObject({ status: 200 });
    expect(await kit.intake.files.has(sha256)).toBe(true);
    expect(await everything()).not.toContain("cakram");
    failRemove = false;
    kit.clock.ms += 3_600_000;
    await kit.intake.cleanUp();
    expect(await kit.intake.files.has(sha256)).toBe(false);
  });

  test("a legal hold closes the evidence to all; its release destroys it, also for later reports", async () => {
    const { caseId, report, sha256 } = await filed("tahan", "held");
    await placeHold(db(), { caseId, reason: "Perkara.", by: "root" }, kit.intake.now());
    await decideAs("PORNO_ANAK", caseId);
    expect(await everything()).toContain("tahan");
    expect(JSON.stringify(await open(caseId))).not.toContain("tahan");
    expect(await kit.intake.files.has(sha256)).toBe(true);
    const file = `/v1/cases/${caseId}/files/${sha256}`;
    expect(await supervisor.call("GET", file)).toMatchObject({ problem: "evidence-withheld" });
    const release = { caseId, reason: "Selesai.", by: "root" };
    await releaseHold(db(), release, kit.intake.now());
    expect(await everything()).not.toContain("tahan");
    const { subject } = report.evidence;
    const late = sampleReport({
      evidence: { site: "youtube", kind: "video", subject, fields: speaking("susulan") },
      note: "susulan",
    });
    expect((await officer.call("POST", "/v1/reports", { body: late })).body.caseId).toBe(caseId);
    expect(await everything()).not.toContain("susulan");
    expect((await forgotten()).reports).toEqual(expect.arrayContaining([report.id, late.id]));
    expect((await open(caseId)).reports).toBe(2);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("no split opens again what two people closed under a hold, until two decide another category", async () => {
    const joined = async (word: string) => {
      const [older, younger] = [
        await filed(`${word} tua`, `${word} a`),
        await filed(`${word} muda`, `${word} b`),
      ];
      const body = { act: "merge", with: older.caseId, reason: "Video yang sama." };
      const path = `/v1/cases/${younger.caseId}/likeness`;
      expect((await supervisor.call("POST", path, { body })).body).toEqual({ caseId: older.caseId });
      await placeHold(db(), { caseId: older.caseId, reason: "Perkara.", by: "root" }, kit.intake.now());
      expect(await decideAs("PORNO_ANAK", older.caseId)).toMatchObject({ status: 200 });
      const apart = { act: "split", merged: younger.caseId, reason: "Bukan yang sama." };
      const split = () => third.call("POST", `/v1/cases/${older.caseId}/likeness`, { body: apart });
      return { older, younger, split };
    };
    const closed = await joined("tutup");
    expect(await closed.split()).toMatchObject({ status: 409, problem: "split-withheld" });
    const file = `/v1/cases/${closed.younger.caseId}/files/${closed.younger.sha256}`;
    expect(await third.call("GET", file)).toMatchObject({ problem: "evidence-withheld" });
    const release = { caseId: closed.older.caseId, reason: "Selesai.", by: "root" };
    await releaseHold(db(), release, kit.intake.now());
    kit.clock.ms += 3_600_000;
    await kit.intake.cleanUp();
    for (const { sha256 } of [closed.older, closed.younger])
      expect(await kit.intake.files.has(sha256)).toBe(false);
    expect(await closed.split()).toMatchObject({ problem: "split-withheld" });

    const other = await joined("buka");
    expect(await decideAs("JUDI", other.older.caseId)).toMatchObject({ status: 200 });
    expect(await other.split()).toMatchObject({ status: 200, body: { caseId: other.younger.caseId } });
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("sends devices each destruction since their last position, with some overlap", async () => {
    const { until, reports: told } = await forgotten();
    expect(told.length).toBeGreaterThan(0);
    kit.clock.ms += 3_600_000;
    const { report, caseId } = await filed("baru", "newest");
    await decideAs("PORNO_ANAK", caseId);
    expect((await forgotten(officer, until)).reports).toContain(report.id);
    const next = (await forgotten(officer, until)).until;
    expect((await forgotten(officer, next)).reports).toEqual([report.id]);
    kit.clock.ms += 3_600_000;
    const later = (await forgotten(officer, next)).until;
    expect((await forgotten(officer, later)).reports).toEqual([]);
  });
});
