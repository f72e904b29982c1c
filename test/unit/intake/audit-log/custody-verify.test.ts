/** The store's check names data that was changed directly in the database. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runVerifyCommand } from "../../../../intake/admin/verify.ts";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { LogWentBackwards, readKeptBatch } from "../../../../intake/audit-log/kept-batch.ts";
import { readNewestMark } from "../../../../intake/audit-log/newest-batch.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { batches } from "../../../../intake/db/schema/index.ts";
import { EvidenceUnavailable, openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { readHealthFacts } from "../../../../intake/health/read-facts.ts";
import type { Intake } from "../../../../intake/intake.ts";
import { listJobs } from "../../../../intake/jobs/start-jobs.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../../../utils/shared/seal/log-chain.ts";
import { removeBatches } from "../../../support/tampering-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let evidenceFolder: string;
  let officer: TestDevice;
  let caseId: string;
  let reportId: string;

  const run = (query: string) => kit.store.db.execute(sql.raw(query));
  const seal = () => sealLog(kit.store.db, kit.intake.key, kit.intake.now);
  const broken = async () => (await verifyStore(kit.store)).broken;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    evidenceFolder = await mkdtemp(join(tmpdir(), "lapor-evidence-"));
    const files = await openEvidence(`file:${evidenceFolder}`);
    kit = await startKit(await stores.open(), () => files);
    officer = await kit.enrolled("officer", "Siti");
    for (let batch = 0; batch < 3; batch++) {
      for (let no = 0; no < 3; no++) {
        ({ caseId, reportId } = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body);
      }
      await seal();
    }
    await officer.call("POST", "/v1/reports", { body: sampleReport() });
    await closeDays(kit.store.db, new Date(kit.clock.ms + 86_400_000));
    for (const table of ["log", "batches", "batch_leaves", "days"]) {
      await run(`alter table ${table} disable trigger user`);
    }
    for (const table of ["batches", "batch_leaves", "days", "reports", "unsealed"]) {
      await run(`create table kept_${table} as select * from ${table}`);
    }
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await rm(evidenceFolder, { recursive: true, force: true });
  });

  test("accepts an unaltered log, including entries that wait for a batch", async () => {
    expect(await verifyStore(kit.store)).toEqual({
      ok: true,
      cases: 10,
      reports: 10,
      batches: 3,
      seal: { key: await thumbprintOf(kit.intake.key.publicKey), batch: await readNewestMark(kit.store.db) },
      ...{ broken: [], unproven: [], notes: [] },
    });
  });

  /** The change, its reversal, and the check's finding. */
  type Altered = [name: string, change: string, back: string, said: RegExp[]];
  test.each<Altered>([
    [
      "a batch's root",
      "update batches set root = repeat('0', 64) where no = 2",
      "update batches set root = (select root from kept_batches where no = 2) where no = 2",
      [/^batch 2: is not what was signed$/],
    ],
    [
      "a batch's signature",
      "update batches set jws = overlay(jws placing 'AAAA' from length(jws) - 20 for 4) where no = 3",
      "update batches set jws = (select jws from kept_batches where no = 3) where no = 3",
      [/^batch 3: its signature does not hold$/, /^day 2026-11-25: after batch 2: signature does not hold$/],
    ],
    [
      "a batch's time",
      "update batches set at = at + interval '1 second' where no = 1",
      "update batches set at = at - interval '1 second' where no = 1",
      [/^batch 1: is not what was signed$/],
    ],
    [
      "a leaf's hash",
      "update batch_leaves set hash = repeat('0', 64) where batch_no = 2 and place = 1",
      "update batch_leaves l set hash = k.hash from kept_batch_leaves k where l.batch_no = 2 and l.place = 1 and k.batch_no = 2 and k.place = 1",
      [/^batch 2: entries 1 to 1 of case .* are not what was sealed$/],
    ],
    [
      "a leaf taken away",
      "delete from batch_leaves where batch_no = 2 and place = 2",
      "insert into batch_leaves select * from kept_batch_leaves where batch_no = 2 and place = 2",
      [/^batch 2: its leaves are not what was sealed$/, /^case .*: after entry 0, entries are in no batch/],
    ],
    [
      "a day's root",
      "update days set root = repeat('0', 64)",
      "update days set root = (select root from kept_days)",
      [/^day 2026-11-25: root does not hold$/],
    ],
    [
      "a receipt of another report",
      "update reports r set receipt = (select receipt from kept_reports k where k.id <> r.id limit 1) where id = $report",
      "update reports r set receipt = k.receipt from kept_reports k where k.id = r.id",
      [/^report .*: its receipt is another report's$/],
    ],
    [
      "a receipt that is gone",
      "update reports set receipt = '' where id = $report",
      "update reports r set receipt = k.receipt from kept_reports k where k.id = r.id",
      [/^report .*: its receipt is gone$/],
    ],
    [
      "one bit of a receipt's signature",
      "update reports set receipt = set_byte(receipt, 30, get_byte(receipt, 30) # 1) where id = $report",
      "update reports r set receipt = k.receipt from kept_reports k where k.id = r.id",
      [/^report .*: its receipt's signature does not hold$/],
    ],
    [
      "an entry that no longer waits",
      "delete from unsealed",
      "insert into unsealed select * from kept_unsealed",
      [/^case .*: after entry 0, entries are in no batch and do not wait$/],
    ],
  ])("%s", async (_, change, back, said) => {
    const fill = (statement: string) => statement.replaceAll("$report", `'${reportId}'`);
    await run(fill(change));
    const findings = await broken();
    await run(fill(back));
    expect(findings).toEqual(said.map((sentence) => expect.stringMatching(sentence)));
    expect(await broken()).toEqual([]);
  });

  test("detects that the whole log was rewritten with a valid chain", async () => {
    const [entry] = await rowsOf<{ act: string; detail: Record<string, unknown>; at: string }>(
      kit.store.db,
      sql`select * from log where case_id = ${caseId} and seq = 1`,
    );
    if (!entry) throw new Error("no entry");
    const { act, detail } = entry;
    const at = new Date(entry.at).toISOString();
    const forged = await linkEntry({ seq: 1, at, by: "Orang lain", act, detail }, caseId);
    await run(`update log set by = 'Orang lain', hash = '${forged.hash}' where case_id = '${caseId}'`);
    await run(`update cases set head_hash = '${forged.hash}' where id = '${caseId}'`);
    expect(await broken()).toEqual([
      expect.stringMatching(`^batch 3: entries 1 to 1 of case ${caseId} are not what was sealed$`),
      `report ${reportId}: its receipt names an entry that the log does not have`,
    ]);
  });

  test("a missing batch", async () => {
    await run("delete from batch_leaves where batch_no = 1");
    await run("alter table batch_leaves drop constraint batch_leaves_batch_no_batches_no_fk");
    await run("delete from batches where no = 1");
    expect(await broken()).toContainEqual("batch 1: is gone");
  });

  const reportAnew = async () => {
    // Its triggers put each new entry among those that wait for a batch.
    await run("alter table log enable trigger user");
    expect((await officer.call("POST", "/v1/reports", { body: sampleReport() })).status).toBe(200);
    await run("alter table log disable trigger user");
  };
  const sealByJob = async (intake: Intake = kit.intake) =>
    listJobs(intake)
      .find(({ name }) => name === "seal-log")
      ?.work(AbortSignal.timeout(60_000));
  const health = () => {
    const asked = { folders: [], stamped: false, mails: false };
    return readHealthFacts(kit.store.db, kit.intake.files, kit.intake.now(), asked);
  };

  test.each(["getNamed", "putNamed"])(
    "without an answer to %s, seals and keeps the batch later",
    async (part) => {
      const { intake } = kit;
      await reportAnew();
      await seal();
      await reportAnew();
      const away = () => Promise.reject(new EvidenceUnavailable("no answer"));
      const before = await readNewestMark(kit.store.db);
      await expect(sealByJob({ ...intake, files: { ...intake.files, [part]: away } })).rejects.toThrow(
        "no answer",
      );
      expect((await readNewestMark(kit.store.db))?.no).toBe((before?.no ?? 0) + 1);
      await sealByJob();
      expect(await readKeptBatch(intake.files)).toEqual(await readNewestMark(kit.store.db));
    },
  );

  test("a damaged file of the evidence store is named, and stops neither sealing nor the check", async () => {
    const { files } = kit.intake;
    await sealByJob();
    const kept = new TextDecoder().decode(await files.getNamed("newest-batch"));
    await files.putNamed("newest-batch", Readable.from([kept.replace(":", "")]));
    await reportAnew();
    expect((await health()).store?.unsealed.count).toBe(1);
    await expect(sealByJob()).rejects.toThrow("newest-batch is damaged");
    expect((await health()).store?.unsealed.count).toBe(0);
    expect((await health()).store?.lostBatch).toBe("damaged");
    expect((await runVerifyCommand(kit.store, files)).broken).toContainEqual(
      expect.stringMatching(/^the evidence store's file newest-batch is damaged/i),
    );
    await files.putNamed("newest-batch", Readable.from([kept]));
    expect((await health()).store?.lostBatch).toBeUndefined();
  });

  test("batches that were removed are missed by the evidence store, and nothing is sealed until a person answers", async () => {
    const { intake } = kit;
    await sealByJob();
    await sealByJob();
    const kept = await readKeptBatch(intake.files);
    expect(kept).toEqual(await readNewestMark(kit.store.db));
    expect((await health()).store?.lostBatch).toBeUndefined();
    await removeBatches(kit.store.db);
    await expect(sealByJob()).rejects.toThrow(LogWentBackwards);
    expect(await kit.store.db.$count(batches)).toBe(0);
    expect((await health()).store?.lostBatch).toBe(kept?.no);
    expect((await runVerifyCommand(kit.store, intake.files)).broken).toContainEqual(
      expect.stringMatching(`^batch ${kept?.no} of the evidence store .* the log went backwards$`),
    );
    // An operator who restored the database with other tools deletes this file, as the documentation says.
    await rm(join(evidenceFolder, "newest-batch"));
    await sealByJob();
    expect(await kit.store.db.$count(batches)).toBe(1);
  });
});
