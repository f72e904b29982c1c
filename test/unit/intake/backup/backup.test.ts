/** The drill: an intake is backed up while it works, restored into the other engine, and continues unchanged. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { printRestored, restore } from "../../../../intake/admin/restore.ts";
import { keepNewestBatch, readKeptBatch } from "../../../../intake/audit-log/kept-batch.ts";
import { readNewestMark } from "../../../../intake/audit-log/newest-batch.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { backUp } from "../../../../intake/backup/back-up.ts";
import { readLastBackup } from "../../../../intake/backup/last-backup.ts";
import { logRestore } from "../../../../intake/backup/log-restore.ts";
import { deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { readNumberGap } from "../../../../intake/db/number-gap.ts";
import { dispatches, log } from "../../../../intake/db/schema/index.ts";
import { writeSetting } from "../../../../intake/db/shared-settings.ts";
import type { Db, Store } from "../../../../intake/db/store.ts";
import { openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { isDeletionPaused, pauseFileDeletion } from "../../../../intake/evidence/store/deletion-pause.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { addPack } from "../../../../intake/recipes/store/recipes.ts";
import { leaseReferralLetter } from "../../../../intake/referrals/store/referral-letters.ts";
import { leaseDispatch } from "../../../../intake/requests/store/dispatches.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  enrolment,
  type IntakeKit,
  origin,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import {
  emptyTarget,
  type FilledStore,
  fillStore,
  readAll,
  type Target,
} from "../../../support/backup-kit.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import { checkCounts, checkMonths } from "../../../support/model/count-rules.ts";
import { referralKit } from "../../../support/referral-kit.ts";
import { requestKit } from "../../../support/request-kit.ts";
import { type Engine, engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const other: Record<Engine, Engine> = { pglite: "postgres", postgres: "pglite" };
const silent = () => undefined;

// Each restore opens separate databases.
const slow = { timeout: 120_000 };

describe.each(engines)("from %s into the other engine", slow, (engine) => {
  let sources: TestStores;
  let targets: TestStores;
  let kit: IntakeKit;
  let filled: FilledStore;
  let folder: string;
  let path: string;
  let target: Target;
  let restored: Store;
  let after: IntakeKit;
  let before: Record<string, string>;
  const said: string[] = [];

  beforeAll(async () => {
    [sources, targets] = await Promise.all([openTestStores(engine), openTestStores(other[engine])]);
    kit = await startKit(await sources.open());
    filled = await fillStore(kit);
    // Reads all once before, because the log records each look.
    await readAll(filled, kit.app);
    before = await readAll(filled, kit.app);
    folder = await mkdtemp(join(tmpdir(), "lapor-backup-"));
    path = join(folder, "one.backup");
    target = await emptyTarget(other[engine], targets);
  });

  afterAll(async () => {
    await restored?.close();
    await after?.close();
    await kit?.close();
    await target?.remove();
    await Promise.all([sources?.close(), targets?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const source = () => ({ store: kit.store, files: kit.intake.files, organisation: "Kominfo" });
  const countRows = async (store: Store, table: string) => {
    const { rows } = await store.db.execute<{ n: number }>(
      sql.raw(`select count(*)::int as n from ${table}`),
    );
    return rows[0]?.n;
  };

  test("writes the backup as one private file and records it", async () => {
    const made = await backUp(source(), path, (line) => said.push(line));
    expect(made).toMatchObject({ path, files: 2, missing: [] });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(path)).size).toBe(made.bytes);
    expect(said).toEqual(expect.arrayContaining(["reports: 4 rows", "evidence: 2 of 2 files"]));
    expect(await readLastBackup(kit.store.db)).toMatchObject({ bytes: made.bytes, sha256: made.sha256 });
    await expect(backUp(source(), path, silent)).rejects.toThrow("exists already");
  });

  test("restored, it verifies, and answers the same to the byte", async () => {
    const survivor = await openEvidence(target.config.evidenceUrl);
    await survivor.putNamed("newest-batch", Readable.from([`99:${"0".repeat(64)} ${randomUUID()}`]));
    const own = await verifyStore(kit.store);
    const done = await restore(target.config, path, silent);
    expect(done.verified).toEqual({
      ...own,
      notes: [
        expect.stringMatching(/^restored at .* \(SHA-256 [0-9a-f]{64}\), which ends with batch 1: later/),
        ...own.notes,
      ],
    });
    expect(done).toMatchObject({ files: 2, missing: [], verified: { ok: true, reports: 4, broken: [] } });
    restored = await target.open();
    const files = await openEvidence(target.config.evidenceUrl);
    after = await startKit(restored, () => files);
    after.clock.ms = kit.clock.ms;
    const now = await readAll(filled, after.app);
    expect(Object.keys(now)).toHaveLength(9);
    expect(now).toEqual(before);
    expect(await files.has(filled.deleted)).toBe(false);
    expect(await isDeletionPaused(restored.db, new Date())).toBe(false);
    for (const table of ["log", "unsealed", "batch_leaves", "days", "holds", "used_proofs", "files"])
      expect(await countRows(restored, table), table).toBeGreaterThan(0);
    // The entry that names the restore waits too.
    expect(await countRows(restored, "unsealed")).toBe(((await countRows(kit.store, "unsealed")) ?? 0) + 1);
    for (const table of ["wanted_files", "changed_report_hours", "changed_days"])
      expect(await countRows(restored, table), table).toBe(await countRows(kit.store, table));
    await checkCounts(restored.db, new Date(after.clock.ms));
    await checkMonths(restored.db, new Date(after.clock.ms + 86_400_000));
  });

  test("the trust log names the restore once, with its backup and that backup's newest batch", async () => {
    await logRestore(restored.db);
    const entries = await restored.db.select().from(log).where(eq(log.act, "restored"));
    expect(entries).toHaveLength(1);
    const { at, sha256 } = (await readLastBackup(kit.store.db)) ?? {};
    expect(entries[0]?.detail.restored).toEqual({
      ...{ backedUpAt: at, sha256 },
      batch: await readNewestMark(kit.store.db),
    });
    const files = await openEvidence(target.config.evidenceUrl);
    expect(await readKeptBatch(files)).toBeUndefined();
    await keepNewestBatch(restored.db, files);
    expect(await readKeptBatch(files)).toEqual(await readNewestMark(restored.db));
    const asked = { stamped: false, mails: false };
    expect((await readStoreFacts(restored.db, new Date(), asked)).restored).toMatchObject({ backedUpAt: at });
    expect((await readStoreFacts(kit.store.db, new Date(), asked)).restored).toBeUndefined();
  });

  test("a restore by a version that kept no digest is logged at the next start", async () => {
    const undone = new Error("undone");
    const restoring = restored.db.transaction(async (tx) => {
      const gap = await readNumberGap(tx);
      if (!gap) throw new Error("no gap");
      const restoredAt = new Date(after.clock.ms);
      await writeSetting(tx, "number-gap", JSON.stringify({ ...gap, restoredAt, sha256: undefined }));
      await logRestore(tx);
      await logRestore(tx);
      const [, entry, ...others] = await tx
        .select()
        .from(log)
        .where(eq(log.act, "restored"))
        .orderBy(log.seq);
      expect(others).toEqual([]);
      expect(entry).toMatchObject({ at: restoredAt, detail: { restored: { sha256: null } } });
      expect(entry?.detail.restored).toMatchObject({ batch: await readNewestMark(tx) });
      const { broken, notes } = await verifyStore({ db: tx });
      expect(broken).toEqual([]);
      expect(notes).toContainEqual(expect.stringMatching(/^restored at .* backup of .* \(SHA-256 unknown\)/));
      throw undone;
    });
    await expect(restoring).rejects.toBe(undone);
  });

  test("the restored intake continues: retries, replays, new reports, batches, and immutable rows", async () => {
    const { officer, supervisor, report, caseId } = filled;
    const first = await officer.call("POST", "/v1/reports", { body: report });
    const again = await officer.call("POST", "/v1/reports", { body: report, app: after.app });
    expect(again).toMatchObject({ status: 200, body: first.body });
    const fresh = sampleReport();
    const waiting = (await countRows(restored, "unsealed")) ?? 0;
    const sent = await officer.call("POST", "/v1/reports", { body: fresh, app: after.app });
    expect(sent.status).toBe(200);
    expect(await countRows(restored, "unsealed")).toBe(waiting + 1);
    await sealLog(restored.db, after.intake.key, after.intake.now);
    expect(await countRows(restored, "unsealed")).toBe(0);
    const path = `/v1/cases/${caseId}/exports/json`;
    const exported = await supervisor.call("GET", path, { app: after.app });
    const bytes = new TextEncoder().encode(JSON.stringify(exported.body));
    expect(await checkBytes(bytes)).toMatchObject({ outcome: "holds" });
    expect(await verifyStore(restored)).toMatchObject({ ok: true, reports: 5, broken: [] });
    for (const change of ["delete from log", "update batches set size = 0", "delete from days"])
      await expect(restored.db.execute(sql.raw(change)), change).rejects.toThrow();
    // The legal hold applies, so the evidence stays after its retention period.
    after.clock.ms += 400 * 86_400_000;
    await deleteDueEvidence(restored.db, after.intake.files, { policy: retention, at: after.intake.now() });
    expect(await after.intake.files.has(filled.sha256)).toBe(true);
  });

  test("a used proof stays invalid", async () => {
    await filled.officer.call("GET", "/v1/me");
    const path = join(folder, "two.backup");
    await backUp(source(), path, silent);
    const place = await emptyTarget(engine, sources);
    await restore(place.config, path, silent);
    const store = await place.open();
    try {
      const files = await openEvidence(place.config.evidenceUrl);
      const later = await startKit(store, () => files);
      later.clock.ms = kit.clock.ms;
      const headers = { DPoP: filled.officer.lastProof() };
      const answer = await later.app.request(`${origin}/v1/me`, { headers });
      expect(await answer.json()).toMatchObject({ code: "proof-replayed" });
      await later.close();
    } finally {
      await store.close();
      await place.remove();
    }
  });

  test("no enrolment code of the backup is valid after the restore, and the administrator reads what to repeat", async () => {
    const used = await kit.code({ role: "officer", name: "Rina" });
    const unused = await kit.code({ role: "supervisor", name: "Tono" });
    const path = join(folder, "codes.backup");
    await backUp(source(), path, silent);
    const device = await kit.newDevice("Rina");
    const enrolled = await device.call("POST", "/v1/enrolments", { body: enrolment(used.code) });
    expect(enrolled.status).toBe(200);
    const place = await emptyTarget(engine, sources);
    const done = await restore(place.config, path, silent);
    expect(done.verified.ok).toBe(true);
    expect(printRestored(done)).toMatch(
      /Enrolment codes .* refused[\s\S]*Before the start, repeat .*legal holds[\s\S]*child sexual abuse.*withdrawn/,
    );
    const store = await place.open();
    try {
      const files = await openEvidence(place.config.evidenceUrl);
      const later = await startKit(store, () => files);
      later.clock.ms = kit.clock.ms;
      for (const { code } of [used, unused]) {
        const other = await later.newDevice("Orang lain");
        const answer = await other.call("POST", "/v1/enrolments", { body: enrolment(code) });
        expect(answer.problem).toBe("code-invalid");
      }
      await later.close();
    } finally {
      await store.close();
      await place.remove();
    }
  });

  test("gives no number twice and sends nothing that waited in the backup by itself", async () => {
    const own = await startKit(await sources.open());
    own.clock.ms = Date.now();
    const officer = await own.enrolled("officer");
    const pair: [TestDevice, TestDevice] = [
      await own.enrolled("supervisor"),
      await own.enrolled("supervisor"),
    ];
    const desk = deskOf(own, { officer, reader: pair[0] });
    const [requested, referred] = [await requestKit(own, desk, pair), await referralKit(own, desk, pair)];
    const { db } = own.store;
    const publish = (to: Db, version: number) =>
      addPack(to, { version, jws: "a.b.c", act: "publish", by: "root", note: null }, new Date());
    await publish(db, 4);
    const [waits, sent] = [
      await requested.make({ channel: "x-surel" }),
      await requested.make({ channel: "x-formulir" }),
    ];
    await pair[0].call("POST", `/v1/requests/${sent}/sent`, {
      body: { id: randomUUID(), letter: "request" },
    });
    const [mailed] = await requested.letters(waits);
    const [byHand] = await requested.letters(sent);
    if (!mailed || !byHand) throw new Error("the letters are missing");
    const reprimand = { ...mailed, id: randomUUID(), requestId: sent, letter: "st1" as const };
    await db.insert(dispatches).values({ ...reprimand, messageId: "<r@intake.test>" });
    const referral = await referred.of((await referred.decided(verdicts.escalate)).decisionId);
    const item = await requested.approved();
    const path = join(folder, "letters.backup");
    await backUp({ store: own.store, files: own.intake.files, organisation: "Kominfo" }, path, silent);
    const lost = { id: randomUUID(), items: [item], channel: "x-surel" };
    expect((await pair[0].call("POST", "/v1/requests", { body: lost })).status).toBe(200);
    for (const version of [5, 6]) await publish(db, version);

    const place = await emptyTarget(engine, sources);
    const done = await restore(place.config, path, silent);
    expect(done).toMatchObject({ verified: { ok: true }, held: 3 });
    expect(printRestored(done)).toContain("3 letters");
    const store = await place.open();
    try {
      const files = await openEvidence(place.config.evidenceUrl);
      const later = await startKit(store, () => files);
      later.clock.ms = Date.now() + 60_000;
      const due = () => ({ at: later.intake.now(), kinds: ["email", "webhook"], leaseMs: 1_000 }) as const;
      expect(await leaseDispatch(store.db, due())).toBeUndefined();
      expect(await leaseReferralLetter(store.db, due())).toBeUndefined();
      const call = (path: string, body: object) =>
        pair[0].call("POST", `/v1/${path}`, { body: { id: randomUUID(), ...body }, app: later.app });
      const read = async (path: string) =>
        (await pair[0].call("GET", `/v1/${path}`, { app: later.app })).body;
      expect(await read(`requests/${waits}`)).toMatchObject({ state: "undelivered" });
      expect(await read(`referrals/${referral.id}`)).toMatchObject({ state: "undelivered" });
      // A person looks at each, and sends it or marks it.
      expect((await call(`requests/${sent}/sent`, { letter: "st1" })).status).toBe(200);
      expect((await call(`requests/${waits}/channel`, { channel: "x-surel" })).status).toBe(200);
      expect((await leaseDispatch(store.db, due()))?.dispatch.requestId).toBe(waits);
      const again = await call("requests", { items: [item] });
      const number = (text: string) => Number(text.slice(0, text.indexOf("/")));
      expect(number(again.body.letter.number)).toBeGreaterThan((await requested.row(lost.id)).no + 50);
      for (const version of [5, 6, 7]) expect(await publish(store.db, version)).toBe(false);
      expect(await publish(store.db, 1_000_000)).toBe(true);
      expect(await verifyStore(store)).toMatchObject({ broken: [] });
      await later.close();
    } finally {
      await store.close();
      await place.remove();
      await own.close();
    }
  });

  test("keeps bytes that a running backup needs, even if another backup ends first", async () => {
    const { db } = kit.store;
    const { files } = kit.intake;
    const [{ sha256 } = { sha256: "" }] = (
      await db.execute<{ sha256: string }>(
        sql`select f.sha256 from files f join reports r on r.id = f.report_id where r.evidence ->> 'subject' not in (select evidence ->> 'subject' from reports where id = ${filled.report.id}) and r.evidence_deleted_at is null`,
      )
    ).rows;
    expect(await files.has(sha256)).toBe(true);
    await db.execute(sql`update reports set withdrawn_at = received_at where evidence_deleted_at is null`);
    const late = new Date(kit.clock.ms + 900 * 86_400_000);
    const [kept, other] = [await pauseFileDeletion(db, new Date()), await pauseFileDeletion(db, new Date())];
    await other.end();
    expect(await deleteDueEvidence(db, files, { policy: retention, at: late })).toMatchObject({ files: 0 });
    expect(await files.has(sha256)).toBe(true);
    await kept.end();
    expect(await deleteDueEvidence(db, files, { policy: retention, at: late })).toMatchObject({ files: 1 });
    expect(await files.has(sha256)).toBe(false);
  });

  test("has no serial columns, whose counters a restore would have to set", async () => {
    const rows = await kit.store.db.execute(sql`select 1 from pg_sequences where schemaname = 'public'`);
    expect(rows.rows).toEqual([]);
  });
});

test.runIf(engines.includes("postgres"))(
  "a backup during many reports is one consistent snapshot",
  slow,
  async () => {
    const stores = await openTestStores("postgres");
    const kit = await startKit(await stores.open());
    const target = await emptyTarget("pglite", stores);
    const folder = await mkdtemp(join(tmpdir(), "lapor-storm-"));
    let stop = false;
    let sent = 0;
    try {
      const officers = await Promise.all([1, 2, 3, 4].map(() => kit.enrolled("officer")));
      const sending = officers.map(async (officer) => {
        for (; !stop; sent++) await officer.call("POST", "/v1/reports", { body: sampleReport() });
      });
      const path = join(folder, "storm.backup");
      await vi.waitUntil(() => sent > 0, { timeout: 60_000 });
      await backUp({ store: kit.store, files: kit.intake.files, organisation: "Kominfo" }, path, silent);
      const before = sent;
      await vi.waitUntil(() => sent > before + officers.length, { timeout: 60_000 });
      stop = true;
      await Promise.all(sending);
      const { verified } = await restore(target.config, path, silent);
      expect(verified).toMatchObject({ ok: true, broken: [] });
      expect(verified.reports).toBeGreaterThan(0);
      expect(verified.reports).toBeLessThan(sent);
    } finally {
      stop = true;
      await target.remove();
      await kit.close();
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
