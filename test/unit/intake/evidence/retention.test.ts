/** Deletes evidence after its retention time. What remains proves what existed; a hold stops the deletion. */

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readNewestMark } from "../../../../intake/audit-log/newest-batch.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { createEvidenceDeletion, deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { caseParts, type DuePart, findDueReports } from "../../../../intake/cases/store/due-evidence.ts";
import { placeHold, releaseHold } from "../../../../intake/cases/store/legal-holds.ts";
import { cases, decisions, log, objections, referrals, reports } from "../../../../intake/db/schema/index.ts";
import { readSetting, writeSetting } from "../../../../intake/db/shared-settings.ts";
import type { Db } from "../../../../intake/db/store.ts";
import type { EvidenceFiles } from "../../../../intake/evidence/evidence-files.ts";
import { deletionDue } from "../../../../intake/evidence/rules/retention.ts";
import { isDeletionPaused, pauseFileDeletion } from "../../../../intake/evidence/store/deletion-pause.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  facebookPost,
  type IntakeKit,
  origin,
  sampleNoPixels,
  samplePicture,
  sampleReport,
  socketFrom,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { LogEntry } from "../../../../utils/shared/contract/case.ts";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import type { Report } from "../../../../utils/shared/contract/report.ts";
import { startOfMonth } from "../../../../utils/shared/policy/jakarta-months.ts";
import { type RetentionPolicy, retention } from "../../../../utils/shared/policy/retention.ts";
import { digestJson } from "../../../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../../../utils/shared/seal/evidence-manifest.ts";
import { proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { generateRows, write } from "../../../support/figures-kit.ts";
import { insertLetter } from "../../../support/inserted-requests-kit.ts";
import { fc } from "../../../support/seeded-fast-check.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

describe("the rule", () => {
  const received = new Date("2026-01-01T00:00:00.000Z");
  const later = (days: number) => new Date(received.getTime() + days * dayMs);
  const report = {
    ...({ reported: "SPAM", category: "JUDI", state: "approved" } as const),
    ...{ receivedAt: received, withdrawnAt: null, isFrozen: false, decidedAt: later(10) },
  };

  test("counts from the decision, by the case's category", () => {
    expect(deletionDue(report, retention)).toEqual({ rule: "JUDI/approved/1825", at: later(10 + 1_825) });
    expect(deletionDue({ ...report, state: "rejected" }, retention)?.at).toEqual(later(10 + 180));
  });

  test("counts a report that came after the decision from its arrival", () => {
    const { at } = deletionDue({ ...report, receivedAt: later(900) }, retention) ?? {};
    expect(at).toEqual(later(900 + 1_825));
  });

  test("counts a case that others were merged into from the last merge after the decision", () => {
    const rejected = { ...report, state: "rejected" } as const;
    expect(deletionDue({ ...rejected, mergedAt: later(210) }, retention)?.at).toEqual(later(210 + 180));
    expect(deletionDue({ ...rejected, mergedAt: later(5) }, retention)?.at).toEqual(later(10 + 180));
  });

  test("keeps evidence of undecided cases, unless the policy limits it", () => {
    for (const state of ["open", "proposed"] as const) {
      expect(deletionDue({ ...report, state, decidedAt: null }, retention)).toBeUndefined();
      const strict = { ...retention, JUDI: { ...retention.JUDI, open: 7 } };
      expect(deletionDue({ ...report, state, decidedAt: null }, strict)).toEqual({
        rule: "JUDI/open/7",
        at: later(7),
      });
    }
  });

  test("counts a withdrawn report from its withdrawal, by its own category", () => {
    const withdrawn = { ...report, withdrawnAt: later(20) };
    expect(deletionDue(withdrawn, retention)).toEqual({ rule: "SPAM/withdrawn/30", at: later(50) });
  });

  test("keeps a withdrawn report as long as the decision that was made on it", () => {
    const frozen = { ...report, withdrawnAt: later(20), isFrozen: true };
    expect(deletionDue(frozen, retention)).toEqual({ rule: "JUDI/approved/1825", at: later(10 + 1_825) });
  });
});

/** The facts of every report that nothing open keeps, from its row and its case's decisions. */
function readEveryKept(db: Db) {
  const { category, receivedAt, withdrawnAt } = reports;
  const last = sql`(select max(coalesce(d.settled_at, d.answered_at)) from decisions d
    where d.case_id = ${cases.id} and d.state = 'confirmed')`;
  return db
    .select({
      ...{ report: reports.id, reported: category, receivedAt, withdrawnAt },
      ...{ category: cases.category, state: cases.state, decidedAt: last.mapWith(decisions.at) },
      // The generated decisions name no report.
      isFrozen: sql<boolean>`false`,
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(sql`${withdrawnAt} is not null
      or not exists (select from objections o where o.case_id = ${cases.id} and o.state = 'open')
      and not exists (select from referrals r where r.case_id = ${cases.id}
        and r.state in ('queued', 'by-hand', 'sent', 'undelivered'))`);
}

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;
  let third: TestDevice;
  let removals: string[];
  let failRemove: string | boolean = false;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    const failing = (files: EvidenceFiles): EvidenceFiles => ({
      ...files,
      remove: async (sha256) => {
        if (failRemove === true || failRemove === sha256) throw new Error("the disk is away");
        removals.push(sha256);
        await files.remove(sha256);
      },
    });
    kit = await startKit(await stores.open(), failing);
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
    third = await kit.enrolled("supervisor", "Citra");
  });

  beforeEach(() => {
    removals = [];
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const db = () => kit.store.db;
  const send = async (report: UnsealedReport, device = officer) =>
    (await device.call("POST", "/v1/reports", { body: report })).body.caseId as string;
  const put = (report: UnsealedReport, sha256: string, bytes: Uint8Array<ArrayBuffer>) =>
    officer.call("PUT", `/v1/reports/${report.id}/files/${sha256}`, {
      bytes,
      headers: { "Content-Type": "image/png" },
    });
  const open = async (caseId: string) => (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;
  const entriesOf = async (caseId: string, act: string) =>
    (await open(caseId)).log.filter((entry: LogEntry) => entry.act === act);
  const decide = async (caseId: string, verdict: object) => {
    const { version } = await open(caseId);
    const body = { id: randomUUID(), caseVersion: version, ...verdict };
    await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body });
    const answer = { body: { answer: "confirm" } };
    expect(await second.call("POST", `/v1/decisions/${body.id}/answer`, answer)).toMatchObject({
      status: 200,
    });
    return body.id;
  };
  const reject = (caseId: string) =>
    decide(caseId, { act: "reject", why: "other", reason: "Tidak melanggar." });
  /** A rejected case of one report with a picture. */
  const rejected = async (content: string, change: Parameters<typeof sampleReport>[0] = {}) => {
    const { bytes, file, picture } = await samplePicture(content);
    const report = sampleReport({ note: "Catatan", ...change, evidence: { ...change.evidence, picture } });
    const caseId = await send(report);
    await put(report, file.sha256, bytes);
    await reject(caseId);
    return { report, caseId, file, bytes, path: `/v1/cases/${caseId}/files/${file.sha256}` };
  };
  const run = (afterDays: number) => {
    kit.clock.ms += afterDays * dayMs;
    return deleteDueEvidence(db(), kit.intake.files, { policy: retention, at: kit.intake.now() });
  };
  const idsOf = ({ reports: deleted }: Awaited<ReturnType<typeof run>>) => deleted.map((due) => due.report);

  test("deletes a rejected case's content; seal, digests and log stay and verify", async () => {
    const { report, caseId, file, path } = await rejected("rejected");
    expect(idsOf(await run(179))).not.toContain(report.id);
    expect(await supervisor.call("POST", `${path}/reveals`)).toMatchObject({ status: 200 });
    const dry = [];
    for await (const due of findDueReports(db(), retention, new Date(kit.clock.ms + 2 * dayMs)))
      dry.push(due.report);
    expect(dry).toContain(report.id);
    expect((await open(caseId)).reportList[0]).not.toHaveProperty("evidenceDeletedAt");

    expect(idsOf(await run(2))).toContain(report.id);
    const view = await open(caseId);
    const [shown] = view.reportList;
    expect(shown.evidenceDeletedAt).toBeDefined();
    expect(shown.evidence).toMatchObject({
      fields: {},
      picture: report.evidence.picture,
      id: report.evidence.id,
    });
    expect(shown.filesHere).toEqual([]);
    const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
    for (const text of [JSON.stringify(row), JSON.stringify(view)]) {
      expect(text).not.toMatch(/Daftar sekarang|Slot Ceria|Beranda|Catatan|slot_ceria/);
      expect(text).not.toContain(report.evidence.salt);
    }
    expect(view).not.toHaveProperty("excerpt");
    expect(view).not.toHaveProperty("author");
    expect(view).not.toHaveProperty("permalink");
    const [entry] = await entriesOf(caseId, "evidence-deleted");
    expect(entry.detail).toMatchObject({
      report: report.id,
      manifest: await digestJson(await manifestOf(report.evidence)),
      files: [file.sha256],
      rule: "JUDI/rejected/180",
    });
    expect(removals).toContain(file.sha256);
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
    expect(await supervisor.call("GET", path)).toMatchObject({ status: 410, problem: "evidence-deleted" });
    const reveal = await supervisor.call("POST", `${path}/reveals`);
    expect(reveal).toMatchObject({ status: 410, problem: "evidence-deleted" });
    expect(await verifyStore(kit.store)).toMatchObject({ broken: [] });
    expect(idsOf(await run(1))).not.toContain(report.id);
  });

  test("acknowledges deleted evidence that a device sends again, and does not store it", async () => {
    const { report, file, bytes } = await rejected("again");
    await run(181);
    const again = await officer.call("POST", "/v1/reports", { body: report });
    expect(again).toMatchObject({ status: 200, body: { reportId: report.id, filesWanted: [] } });
    expect(await put(report, file.sha256, bytes)).toMatchObject({ status: 410, problem: "evidence-deleted" });
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
    const own = (await officer.call("GET", "/v1/reports/own?limit=100")).body.reports;
    expect(own.map(({ id }: { id: string }) => id)).toContain(report.id);
  });

  test("verify detects an unlogged deletion, and a word restored afterwards", async () => {
    const { report, caseId } = await rejected("tampered");
    await run(181);
    const change = (evidence: Report["evidence"], evidenceDeletedAt: Date | null) =>
      db().update(reports).set({ evidence, evidenceDeletedAt }).where(eq(reports.id, report.id));
    const [{ evidence: left } = { evidence: report.evidence }] = await db()
      .select({ evidence: reports.evidence })
      .from(reports)
      .where(eq(reports.id, report.id));
    await change({ ...left, capturedAt: "2020-01-01T00:00:00.000Z" }, new Date());
    expect((await verifyStore(kit.store)).broken).toEqual([
      `report ${report.id}: is not what was left of it`,
    ]);
    await change(left, new Date());
    expect((await verifyStore(kit.store)).broken).toEqual([]);

    const silent = sampleReport();
    await send(silent);
    await db().update(reports).set({ evidenceDeletedAt: new Date() }).where(eq(reports.id, silent.id));
    const { broken } = await verifyStore(kit.store);
    expect(broken).toEqual([`report ${silent.id}: its evidence is gone, and no log says why`]);
    await db().update(reports).set({ evidenceDeletedAt: null }).where(eq(reports.id, silent.id));
    expect(await entriesOf(caseId, "evidence-deleted")).toHaveLength(1);
  });

  test("keeps bytes that another report needs, and deletes them with the last one", async () => {
    const first = await rejected("shared");
    kit.clock.ms += 100 * dayMs;
    const other = await rejected("shared");
    await run(81);
    expect(await kit.intake.files.has(first.file.sha256)).toBe(true);
    expect(await supervisor.call("POST", `${other.path}/reveals`)).toMatchObject({ status: 200 });
    expect(await supervisor.call("POST", `${first.path}/reveals`)).toMatchObject({ status: 410 });
    await run(100);
    expect(await kit.intake.files.has(first.file.sha256)).toBe(false);
  });

  test("a crash between the row and the bytes leaves work that the next run finds", async () => {
    const { report, file } = await rejected("crash");
    failRemove = true;
    await expect(run(181)).rejects.toThrow("the disk is away");
    failRemove = false;
    expect(await kit.intake.files.has(file.sha256)).toBe(true);
    const next = await run(0);
    expect(idsOf(next)).not.toContain(report.id);
    expect(removals).toContain(file.sha256);
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
    expect((await run(0)).files).toBe(0);
  });

  test("a database that lacks the evidence store's newest batch removes no bytes until a person has looked", async () => {
    const { files } = kit.intake;
    const { report, file } = await rejected("kembali");
    const id = new TextDecoder().decode((await files.getNamed("store-id")) ?? new Uint8Array());
    const keep = (mark: string) => files.putNamed("newest-batch", Readable.from([`${mark} ${id}`.trim()]));
    await keep(`900:${"a".repeat(64)}`);
    const held = await run(181);
    // The words go in time all the same.
    expect(idsOf(held)).toContain(report.id);
    expect(held).toMatchObject({ files: 0, leftSince: expect.any(Date) });
    expect(await files.has(file.sha256)).toBe(true);
    await sealLog(db(), kit.intake.key, kit.intake.now);
    const mark = await readNewestMark(db());
    await keep(`${mark?.no}:${mark?.digest}`);
    await run(0);
    expect(await files.has(file.sha256)).toBe(false);
  });

  test("a file and a text that cannot be deleted keep no other from being deleted", async () => {
    await run(181);
    const made = [await rejected("stuck 1"), await rejected("stuck 2")];
    const [stuck, free] = made.sort((a, b) => (a.report.id < b.report.id ? -1 : 1));
    if (!stuck || !free) throw new Error("no cases");
    const left = async () =>
      db().$count(reports, and(eq(reports.id, free.report.id), isNull(reports.evidenceDeletedAt)));
    const deletion = createEvidenceDeletion(kit.store, kit.intake.files, {});
    const last = async () => JSON.parse((await readSetting(db(), "retention/last-run")) ?? "{}");
    kit.clock.ms += 181 * dayMs;
    const setEvidence = (evidence: object) =>
      db()
        .update(reports)
        .set({ evidence: evidence as Report["evidence"] })
        .where(eq(reports.id, stuck.report.id));
    const [row] = await db().select().from(reports).where(eq(reports.id, stuck.report.id));
    await setEvidence({});
    await expect(deletion(kit.intake.now())).rejects.toThrow();
    await setEvidence(row?.evidence ?? {});
    expect([await left(), await kit.intake.files.has(free.file.sha256)]).toEqual([0, false]);

    failRemove = stuck.file.sha256;
    const more = await rejected("stuck 3");
    kit.clock.ms += 181 * dayMs;
    const emptied = kit.intake.now();
    await expect(deletion(emptied)).rejects.toThrow("the disk is away");
    failRemove = false;
    expect(await kit.intake.files.has(stuck.file.sha256)).toBe(true);
    expect(await kit.intake.files.has(more.file.sha256)).toBe(false);
    expect(await last()).toMatchObject({ at: emptied.toISOString(), leftSince: emptied.toISOString() });
    kit.clock.ms += hourMs;
    await deletion(kit.intake.now());
    expect(await kit.intake.files.has(stuck.file.sha256)).toBe(false);
    expect((await last()).leftSince).toBeNull();
  });

  test("a run that is stopped between two reports leaves the rest to the next one", async () => {
    await run(181);
    const due = [await rejected("stopped 1"), await rejected("stopped 2")].map(({ report }) => report.id);
    kit.clock.ms += 181 * dayMs;
    const deletion = createEvidenceDeletion(kit.store, kit.intake.files, {});
    const left = async () =>
      db().$count(reports, and(inArray(reports.id, due), isNull(reports.evidenceDeletedAt)));
    const stop = new AbortController();
    let asked = 0;
    vi.spyOn(stop.signal, "throwIfAborted").mockImplementation(() => {
      if (++asked > 1) throw new Error("stopped");
    });
    await expect(deletion(kit.intake.now(), stop.signal)).rejects.toThrow("stopped");
    expect(await left()).toBe(1);
    await deletion(kit.intake.now());
    expect(await left()).toBe(0);
  });

  test("replicas share the hourly run, and a start does not look at everything again", async () => {
    const start = () => createEvidenceDeletion(kit.store, kit.intake.files, {});
    const last = async () => JSON.parse((await readSetting(db(), "retention/last-run")) ?? "{}");
    const afterMs = async (ms: number) => {
      kit.clock.ms += ms;
      await start()(kit.intake.now());
      return Date.parse((await last()).at);
    };
    const { caseId, report } = await rejected("replicas");
    await placeHold(db(), { caseId, reason: "Perkara.", by: "root" }, kit.intake.now());
    kit.clock.ms += 200 * dayMs;
    const firstMs = await afterMs(0);
    await releaseHold(db(), { caseId, reason: "Selesai.", by: "root" }, kit.intake.now());
    expect(await afterMs(3_000_000)).toBe(firstMs);
    const part = Math.floor((Number.parseInt(caseId.slice(0, 8), 16) * caseParts) / 2 ** 32);
    const isDeleted = async () => {
      const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
      return row?.evidenceDeletedAt !== null;
    };
    const setPart = async (before: number) =>
      writeSetting(db(), "retention/last-run", JSON.stringify({ ...(await last()), part: before }));
    await setPart(part);
    expect(await afterMs(3_000_000)).toBeGreaterThan(firstMs);
    expect(await isDeleted()).toBe(false);
    await setPart((part + caseParts - 1) % caseParts);
    await afterMs(3_600_000);
    expect(await isDeleted()).toBe(true);
    // After a pause, and if the last run's clock was ahead, everything is looked at.
    await writeSetting(
      db(),
      "retention/last-run",
      JSON.stringify({ ...(await last()), at: new Date(kit.clock.ms + dayMs) }),
    );
    expect(await afterMs(0)).toBeLessThan(kit.clock.ms + 1_000);
  });

  test("bytes that a backup kept for days are removed by the first run after it, and counted until then", async () => {
    const { file, report } = await rejected("backup");
    const pause = await pauseFileDeletion(db(), new Date());
    const deletion = createEvidenceDeletion(kit.store, kit.intake.files, {});
    const isStored = () => kit.intake.files.has(file.sha256);
    const counted = async () =>
      (await readStoreFacts(db(), kit.intake.now(), { stamped: false, mails: false })).filesLeft;
    const runAfter = async (ms: number) => {
      kit.clock.ms += ms;
      await deletion(kit.intake.now());
    };
    await runAfter(181 * dayMs);
    const [row] = await db().select().from(reports).where(eq(reports.id, report.id));
    expect(row?.evidenceDeletedAt).not.toBeNull();
    expect([await isStored(), await counted()]).toEqual([true, 0]);
    // Every two hours, so that no run looks at everything.
    for (let hours = 0; hours < 72; hours += 2) await runAfter(2 * hourMs);
    expect([await isStored(), await counted()]).toEqual([true, 1]);
    await pause.end();
    await runAfter(hourMs);
    expect([await isStored(), await counted()]).toEqual([false, 0]);
    const { leftSince } = JSON.parse((await readSetting(db(), "retention/last-run")) ?? "");
    expect(leftSince).toBeNull();
  });

  test("bytes that were left before the run of this version are removed by its first run", async () => {
    const { file } = await rejected("left before");
    const pause = await pauseFileDeletion(db(), new Date());
    await run(181);
    await pause.end();
    kit.clock.ms += 10 * dayMs;
    const last = { at: new Date(kit.clock.ms - hourMs), part: 0, periods: JSON.stringify(retention) };
    await writeSetting(db(), "retention/last-run", JSON.stringify(last));
    await createEvidenceDeletion(kit.store, kit.intake.files, {})(kit.intake.now());
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
  });

  test("a backup's mark keeps bytes for hours, also if its clock was days ahead", async () => {
    const { file } = await rejected("ahead");
    const nowMs = Date.now();
    const isPausedBy = async (aheadMs: number) => {
      const pause = await pauseFileDeletion(db(), new Date(nowMs + aheadMs));
      const isPaused = await isDeletionPaused(db(), new Date(nowMs));
      if (aheadMs < dayMs) await pause.end();
      return isPaused;
    };
    expect(await isPausedBy(-6 * hourMs)).toBe(false);
    expect(await isPausedBy(0)).toBe(true);
    // Clocks that differ a little do not let bytes of a running backup go.
    expect(await isPausedBy(hourMs)).toBe(true);
    expect(await isPausedBy(3 * dayMs)).toBe(false);
    await run(181);
    expect(await kit.intake.files.has(file.sha256)).toBe(false);
  });

  test("a legal hold is shown and keeps the evidence until it is released", async () => {
    const { report, caseId } = await rejected("held");
    const by = { caseId, by: "rudi" };
    const hold = await placeHold(db(), { ...by, reason: "Penyidikan 12/2026" }, kit.intake.now());
    expect((await open(caseId)).holds).toEqual([
      { id: hold.id, by: "rudi", at: expect.any(String), reason: "Penyidikan 12/2026" },
    ]);
    expect(idsOf(await run(400))).not.toContain(report.id);
    const more = await placeHold(db(), { ...by, reason: "Gugatan" }, kit.intake.now());
    const release = { ...by, reason: "Perkara selesai" };
    await expect(releaseHold(db(), release, kit.intake.now())).rejects.toThrow(more.id);
    await releaseHold(db(), { ...release, hold: hold.id }, kit.intake.now());
    expect(idsOf(await run(0))).not.toContain(report.id);
    await releaseHold(db(), release, kit.intake.now());
    await expect(releaseHold(db(), release, kit.intake.now())).rejects.toThrow("no such active hold");
    expect((await open(caseId)).holds).toEqual([]);
    expect(idsOf(await run(0))).toContain(report.id);
    expect(await entriesOf(caseId, "hold-placed")).toHaveLength(2);
    expect(JSON.stringify((await open(caseId)).log)).not.toContain("Penyidikan");
    await expect(
      placeHold(db(), { ...by, caseId: randomUUID(), reason: "x" }, kit.intake.now()),
    ).rejects.toThrow("no case");
  });

  test("a merge carries over a legal hold and a deletion, including the absorbed row", async () => {
    const post = facebookPost();
    const older = sampleReport({ evidence: post.byPfbid });
    const younger = sampleReport({ evidence: post.byNumber });
    const olderCase = await send(older);
    const youngerCase = await send(younger);
    const both = sampleReport({ evidence: post.byBoth });
    expect(await send(both, second)).toBe(youngerCase);
    const third = await kit.enrolled("officer");
    expect(await send(sampleReport({ evidence: post.byBoth }), third)).toBe(youngerCase);
    await placeHold(db(), { caseId: youngerCase, by: "rudi", reason: "Gugatan" }, kit.intake.now());
    expect((await open(youngerCase)).id).toBe(olderCase);
    expect((await open(youngerCase)).holds).toHaveLength(1);
    const strict = { ...retention, JUDI: { ...retention.JUDI, open: 7 } };
    const sweep = () => deleteDueEvidence(db(), kit.intake.files, { policy: strict, at: kit.intake.now() });
    kit.clock.ms += 8 * dayMs;
    expect(idsOf(await sweep())).not.toContain(younger.id);
    await releaseHold(db(), { caseId: youngerCase, by: "rudi", reason: "Selesai" }, kit.intake.now());
    expect(idsOf(await sweep())).toEqual(expect.arrayContaining([older.id, younger.id, both.id]));
    const rows = await db().select().from(cases);
    const texts = rows.filter(({ id }) => [olderCase, youngerCase].includes(id));
    expect(texts.map(({ excerpt, author, permalink }) => [excerpt, author, permalink])).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
    expect(await verifyStore(kit.store)).toMatchObject({ broken: [] });
  });

  test("a merge into a decided case gives evidence that nobody judged its full time", async () => {
    const undecided = sampleReport();
    const older = await send(undecided);
    kit.clock.ms += 10 * dayMs;
    const { report, caseId } = await rejected("merged");
    kit.clock.ms += 200 * dayMs;
    const regroup = async (act: object) => {
      const body = { reason: "Kiriman yang sama.", ...act };
      for (const by of [supervisor, second])
        expect((await by.call("POST", `/v1/cases/${older}/likeness`, { body })).status).toBe(200);
    };
    await regroup({ act: "merge", with: caseId });
    expect(await open(older)).toMatchObject({ reports: 2, state: "rejected" });
    expect(idsOf(await run(0))).not.toContain(undecided.id);
    expect(idsOf(await run(181))).toEqual(expect.arrayContaining([undecided.id, report.id]));
  });

  test("deletes a withdrawn report separately, and keeps the other reports", async () => {
    const taken = sampleReport({ note: "Catatan" });
    const caseId = await send(taken);
    const stays = sampleReport({ evidence: { subject: taken.evidence.subject } });
    await send(stays, second);
    const body = { reason: "Salah lihat." };
    await officer.call("POST", `/v1/reports/${taken.id}/withdrawal`, { body });
    const lone = sampleReport();
    const loneCase = await send(lone);
    await officer.call("POST", `/v1/reports/${lone.id}/withdrawal`, { body });
    expect(await open(loneCase)).toHaveProperty("excerpt");
    const done = idsOf(await run(31));
    expect(done).toEqual(expect.arrayContaining([taken.id, lone.id]));
    for (const name of ["excerpt", "author", "permalink"])
      expect(await open(loneCase)).not.toHaveProperty(name);
    expect(done).not.toContain(stays.id);
    const view = await open(caseId);
    expect(view).toMatchObject({ reports: 1, excerpt: expect.stringContaining("Daftar") });
    expect(JSON.stringify(view)).not.toMatch(/Salah lihat|Catatan/);
    expect(view.reportList.map((one: object) => "evidenceDeletedAt" in one).sort()).toEqual([false, true]);
  });

  test("a withdrawal after the decision takes nothing from it until the decision is reversed", async () => {
    const report = sampleReport();
    const caseId = await send(report);
    await reject(caseId);
    const other = sampleReport({ evidence: { subject: report.evidence.subject } });
    await send(other);
    const body = { reason: "Tidak jadi." };
    for (const { id } of [report, other])
      expect((await officer.call("POST", `/v1/reports/${id}/withdrawal`, { body })).status).toBe(200);
    const frozen = async () => {
      const [decision] = await db().select().from(decisions).where(eq(decisions.caseId, caseId));
      return decision?.frozen;
    };
    const before = await frozen();
    expect(before).toMatchObject({ evidence: { reportId: report.id }, author: expect.any(String) });
    expect(idsOf(await run(31))).toEqual(expect.arrayContaining([other.id]));
    expect(await frozen()).toEqual(before);
    const [kept] = await db().select().from(reports).where(eq(reports.id, report.id));
    expect(kept?.evidenceDeletedAt).toBeNull();
    const due = async () => {
      const reportIds: string[] = [];
      for await (const dueReport of findDueReports(db(), retention, kit.intake.now()))
        reportIds.push(dueReport.report);
      return reportIds;
    };
    expect(await due()).not.toContain(report.id);
    await db().update(decisions).set({ reversedAt: kit.intake.now() }).where(eq(decisions.caseId, caseId));
    expect(await due()).toContain(report.id);
    await db().update(decisions).set({ reversedAt: null }).where(eq(decisions.caseId, caseId));
  });

  test("a split takes no withdrawn report from a decision that stays in the other case", async () => {
    const older = await send(sampleReport());
    const report = sampleReport();
    const younger = await send(report);
    const regroup = async (act: object) => {
      const body = { reason: "Kiriman yang sama.", ...act };
      expect((await second.call("POST", `/v1/cases/${older}/likeness`, { body })).status).toBe(200);
    };
    await regroup({ act: "merge", with: younger });
    await reject(older);
    await regroup({ act: "split", merged: younger });
    const withdrawal = { body: { reason: "Tidak jadi." } };
    const withdrawn = await officer.call("POST", `/v1/reports/${report.id}/withdrawal`, withdrawal);
    expect(withdrawn.status).toBe(200);
    const [decision] = await db().select().from(decisions).where(eq(decisions.caseId, older));
    expect(decision).toMatchObject({ frozen: { evidence: { reportId: report.id } } });
    expect(idsOf(await run(31))).not.toContain(report.id);
  });

  test("a withdrawal while a decision waits takes nothing from it until the decision ends", async () => {
    const report = sampleReport();
    const caseId = await send(sampleReport({ evidence: { subject: report.evidence.subject } }), second);
    await send(report);
    const { version } = await open(caseId);
    const body = { ...{ id: randomUUID(), act: "reject", why: "other" }, reason: "Tidak melanggar." };
    const proposal = { body: { ...body, caseVersion: version } };
    const proposed = await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, proposal);
    expect(proposed.status).toBe(200);
    const withdrawal = { body: { reason: "Tidak jadi." } };
    const withdrawn = await officer.call("POST", `/v1/reports/${report.id}/withdrawal`, withdrawal);
    expect(withdrawn.status).toBe(200);
    expect(idsOf(await run(31))).not.toContain(report.id);
    const isDue = async (state: "proposed" | "disputed" | "refused") => {
      await db().update(decisions).set({ state }).where(eq(decisions.id, body.id));
      for await (const due of findDueReports(db(), retention, kit.intake.now()))
        if (due.report === report.id) return true;
      return false;
    };
    expect(await isDue("disputed")).toBe(false);
    expect(await isDue("refused")).toBe(true);
    expect(await isDue("proposed")).toBe(false);
  });

  test("deletes a withheld case's hidden pictures and words as usual, and keeps it withheld", async () => {
    const { bytes, file, picture } = await samplePicture("withheld");
    const shown = sampleReport({ evidence: { picture } });
    const caseId = await send(shown);
    await put(shown, file.sha256, bytes);
    const grave = sampleNoPixels({ subject: shown.evidence.subject });
    await send(grave, second);
    await proposeLane(supervisor, caseId);
    const strict = { ...retention, PORNO_ANAK: { ...retention.PORNO_ANAK, open: 7 } };
    kit.clock.ms += 8 * dayMs;
    const done = await deleteDueEvidence(db(), kit.intake.files, { policy: strict, at: kit.intake.now() });
    expect(idsOf(done)).toEqual(expect.arrayContaining([shown.id, grave.id]));
    expect(removals).toContain(file.sha256);
    const path = `/v1/cases/${caseId}/files/${file.sha256}`;
    expect(await supervisor.call("GET", path)).toMatchObject({ problem: "evidence-withheld" });
    expect((await open(caseId)).category).toBe("PORNO_ANAK");
    expect(await verifyStore(kit.store)).toMatchObject({ broken: [] });
  });

  test("finds the same due reports as a look at every report, for random cases and policies", async () => {
    const store = await stores.open();
    const edges = ["2025-06", "2025-12", "2026-06"].map(startOfMonth);
    await write(store.db, generateRows({ cases: 400, edges, seed: 31 }));
    // A fifth is withdrawn, and the cases get the state and time of their decisions.
    await store.db.execute(sql`
      update reports set withdrawn_at = received_at + interval '40 days' where ('x' || left(id::text, 1))::bit(4)::int < 3`);
    await store.db.execute(sql`
      update cases set state = case d.act when 'reject' then 'rejected' when 'escalate' then 'escalated' else 'approved' end,
        decided_at = coalesce(d.settled_at, d.answered_at)
      from decisions d where d.case_id = cases.id and d.state = 'confirmed' and d.act <> 'recategorise'`);
    const every = await readEveryKept(store.db);
    const days = fc.constantFrom(null, 0, 17, 90, 180, 500);
    const rule = fc.record({ approved: days, rejected: days, open: days, withdrawn: days });
    const policies = fc.record(Object.fromEntries(categoryCode.options.map((code) => [code, rule])));
    const reportIds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(policies, fc.integer({ min: 0, max: 600 }), async (policy, later) => {
        const at = new Date(startOfMonth("2025-06").getTime() + later * dayMs);
        const find = async (only?: DuePart) => {
          const due: string[] = [];
          for await (const { report } of findDueReports(store.db, policy as RetentionPolicy, at, only))
            due.push(report);
          return due.sort();
        };
        const due = await find();
        const expected = every.flatMap((item) => {
          const last = deletionDue(item, policy as RetentionPolicy);
          return last !== undefined && last.at <= at ? [{ report: item.report, at: last.at }] : [];
        });
        expect(due).toEqual(expected.map(({ report }) => report).sort());
        const since = new Date(at.getTime() - 20 * dayMs);
        const some = await find({ since, part: later % caseParts });
        expect(some).toEqual([...new Set(some)]);
        const isNew = expected.filter((dueReport) => dueReport.at > since).map(({ report }) => report);
        expect(some).toEqual(expect.arrayContaining(isNew));
        for (const report of due) reportIds.add(report);
        if (later % 10 > 0) return;
        const parts = Array.from({ length: caseParts }, (_, part) => find({ since: at, part }));
        // Withdrawn reports are in each of them.
        expect([...new Set((await Promise.all(parts)).flat())].sort()).toEqual(due);
      }),
      { numRuns: 40, seed: 7 },
    );
    expect(reportIds.size).toBeGreaterThan(every.length / 2);
  });

  test("the intake's job deletes due evidence, and the log names the job", async () => {
    const { report, caseId } = await rejected("tidy");
    kit.clock.ms += 181 * dayMs;
    await kit.intake.cleanUp();
    expect((await entriesOf(caseId, "evidence-deleted"))[0]).toMatchObject({ by: "retention" });
    const [row] = await db().select().from(log).where(eq(log.caseId, caseId)).limit(1);
    expect(row?.detail).toMatchObject({ report: report.id });
  });

  test("the job deletes due evidence each hour, and evidence under a released hold within a day", async () => {
    const deleted = async (caseId: string) => (await entriesOf(caseId, "evidence-deleted")).length;
    const runHour = async () => {
      kit.clock.ms += 3_600_000;
      await kit.intake.cleanUp();
    };
    await kit.intake.cleanUp();
    const held = await rejected("ditahan");
    await placeHold(db(), { caseId: held.caseId, reason: "Perkara.", by: "root" }, kit.intake.now());
    kit.clock.ms += 180 * dayMs;
    await kit.intake.cleanUp();
    const next = await rejected("berikutnya");
    kit.clock.ms += 180 * dayMs - 5_400_000;
    await kit.intake.cleanUp();
    expect([await deleted(held.caseId), await deleted(next.caseId)]).toEqual([0, 0]);
    await runHour();
    await releaseHold(db(), { caseId: held.caseId, reason: "Selesai.", by: "root" }, kit.intake.now());
    await runHour();
    expect(await deleted(next.caseId)).toBe(1);
    for (let hour = 0; hour < 24; hour++) await runHour();
    expect(await deleted(held.caseId)).toBe(1);
  });

  test("an open objection keeps the evidence until it is heard", async () => {
    const report = sampleReport();
    const other = sampleReport({ evidence: { subject: report.evidence.subject } });
    const another = await kit.enrolled("officer");
    const caseId = await send(other, another);
    await send(report);
    const decisionId = await decide(caseId, verdicts.approve);
    const made = await insertLetter(db(), [decisionId], { state: "sent", at: kit.intake.now() });
    const item = made.items[0];
    kit.clock.ms += 1_824 * dayMs;
    const form = new FormData();
    for (const [name, value] of [
      ["objector", "uploader"],
      ["text", "Ini parodi."],
    ] as const)
      form.set(name, value);
    const init = { method: "POST", body: form };
    const objected = await kit.app.request(
      `${origin}/sanggah/${item?.reference}`,
      init,
      socketFrom("198.51.100.1"),
    );
    expect(objected.status).toBe(303);
    const withdrawal = { body: { reason: "Tidak jadi." } };
    const withdrawn = await another.call("POST", `/v1/reports/${other.id}/withdrawal`, withdrawal);
    expect(withdrawn.status).toBe(200);
    const due = idsOf(await run(31));
    expect(due).not.toContain(report.id);
    expect(due).toContain(other.id);
    const [objection] = await db().select().from(objections).where(eq(objections.caseId, caseId));
    const hearing = { id: randomUUID(), outcome: "dismissed", reason: "Sudah tepat." };
    const path = `/v1/objections/${objection?.id}/hearing`;
    expect((await third.call("POST", path, { body: hearing })).status).toBe(200);
    expect(idsOf(await run(0))).not.toContain(report.id);
    const fourth = await kit.enrolled("supervisor", "Dewi");
    expect((await fourth.call("POST", path, { body: hearing })).body).toMatchObject({ state: "dismissed" });
    expect(idsOf(await run(0))).toContain(report.id);
  });

  test("an open referral keeps the evidence until it ends", async () => {
    const report = sampleReport();
    const caseId = await send(report);
    await decide(caseId, verdicts.escalate);
    const of = eq(referrals.caseId, caseId);
    expect(await db().select({ state: referrals.state }).from(referrals).where(of)).toEqual([
      { state: "by-hand" },
    ]);
    expect(idsOf(await run(1_826))).not.toContain(report.id);
    await db().update(referrals).set({ state: "closed" }).where(of);
    expect(idsOf(await run(0))).toContain(report.id);
  });
});
