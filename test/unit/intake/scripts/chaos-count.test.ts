/** The fault runner must be able to see what it looks for: reports that are lost, doubled or altered, each counted as such. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { files, reports } from "../../../../intake/db/schema/index.ts";
import { openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { scheduleOf } from "../../../../scripts/measure/chaos/disruptor.ts";
import { type Ledger, newLedger, noteRow, noteSaved } from "../../../../scripts/measure/chaos/ledger.ts";
import { corruptThree, countReports, type StoredState } from "../../../../scripts/measure/chaos/run.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe("the count", () => {
  let folder: string;
  let stores: TestStores;
  let kept: StoredState;
  let kit: IntakeKit;
  let officer: TestDevice;
  let ledger: Ledger;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapor-count-"));
    stores = await openTestStores("postgres");
    kept = { store: await stores.open(), files: await openEvidence(`file:${folder}`) };
    kit = await startKit(kept.store, () => kept.files);
    officer = await kit.enrolled("officer", "Siti");
  });

  beforeEach(async () => {
    await pastTriggers(sql`truncate cases cascade`);
    await pastTriggers(sql`delete from log where case_id <> ${trustLogId}`);
    ledger = newLedger();
    for (let made = 0; made < 4; made++) await reportAndNote();
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Triggers keep the log from what this file does to it. */
  async function pastTriggers(statement: SQL): Promise<void> {
    await kept.store.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(statement);
    });
  }

  async function reportAndNote(): Promise<{ id: string; number: string; sha256: string }> {
    const { bytes, file, picture } = await samplePicture(crypto.randomUUID());
    const report = await officer.sealed(sampleReport({ evidence: { picture } }));
    await officer.call("POST", "/v1/reports", { body: report });
    const headers = { "Content-Type": "application/octet-stream" };
    const sent = await officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, {
      bytes,
      headers,
    });
    expect(sent.status).toBe(200);
    const number = receiptNumberOf(report.id);
    const { id } = report;
    noteSaved(ledger, number, { id, subject: report.evidence.subject, body: JSON.stringify(report) });
    ledger.acknowledged.add(number);
    return { id, number, sha256: file.sha256 };
  }

  const counts = async () => {
    const counted = await countReports(ledger, kept);
    const { reports: all, lost, doubled, altered, notUndone, unread } = counted;
    return { all, lost, doubled, altered, notUndone, unread };
  };
  const nothing = { lost: [], doubled: [], altered: [], notUndone: [], unread: [] };

  test("finds nothing without any event", async () => {
    expect(await counts()).toEqual({ all: 4, ...nothing });
  });

  test("reports one lost, one doubled and one altered under its own name", async () => {
    await corruptThree(kept);
    const { lost, doubled, altered } = await counts();
    expect([lost.length, doubled.length]).toEqual([1, 1]);
    expect(altered).toHaveLength(4);
    // One case still has what only the lost report said, the other has a report more than it counts.
    expect(altered).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^LK-/),
        expect.stringContaining("those of none of its reports"),
        expect.stringContaining("none of its reports shows the name"),
        expect.stringContaining("reports: not what its reports say"),
      ]),
    );
  });

  test("counts a report without one of its files as lost, if its bytes or its row are missing", async () => {
    const [one, two] = [await reportAndNote(), await reportAndNote()];
    await kept.files.remove(one.sha256);
    await kept.store.db.delete(files).where(eq(files.reportId, two.id));
    expect((await counts()).lost).toEqual([one.number, two.number]);
  });

  test("counts one changed letter as altered, at the intake or on the device", async () => {
    const { id, number } = await reportAndNote();
    await kept.store.db.update(reports).set({ note: "x" }).where(eq(reports.id, id));
    expect(await counts()).toMatchObject({ lost: [], altered: [number] });

    const other = await reportAndNote();
    const saved = ledger.saved.get(other.number);
    if (!saved) throw new Error("it was not noted");
    noteSaved(ledger, other.number, { ...saved, body: saved.body.replace("BATAS", "batas") });
    expect((await counts()).altered).toEqual([other.number, number]);
  });

  test("compares released reports with those that arrived under the digest that the device keeps", async () => {
    const { number } = await reportAndNote();
    const saved = ledger.saved.get(number);
    if (!saved) throw new Error("it was not noted");
    const note = async (sent: string) => {
      ledger.saved.delete(number);
      const row = { ...saved, number, state: "sent", bodySha256: await digestHex(saved.body) };
      noteRow(ledger, { ...row, body: undefined }, new Map([[await digestHex(sent), sent]]));
      return counts();
    };
    expect(await note(saved.body)).toMatchObject({ altered: [], unread: [] });
    expect(await note(saved.body.replace("BATAS", "batas"))).toMatchObject({ unread: [number] });
  });

  test("counts reports that two servers have as doubled", async () => {
    const { lost, doubled } = await countReports(ledger, kept, [kept]);
    expect(lost).toEqual([]);
    expect(new Set(doubled)).toEqual(ledger.acknowledged);
  });

  test("counts an invalid log as altered even if every report is present", async () => {
    await pastTriggers(sql`update log set "by" = 'Lain' where seq = 1`);
    const { lost, doubled, altered } = await counts();
    expect([lost, doubled]).toEqual([[], []]);
    expect(altered.length).toBeGreaterThan(0);
  });

  test("accepts missing withdrawn reports, and lists those never seen on the device", async () => {
    const { number } = await reportAndNote();
    ledger.acknowledged.delete(number);
    ledger.undone.add(number);
    const unseen = await reportAndNote();
    ledger.saved.delete(unseen.number);
    expect(await counts()).toMatchObject({ lost: [], notUndone: [number], unread: [unseen.number] });
  });
});

test("a seed gives one schedule: the same again, another for another seed, with every kind in it", () => {
  const kinds = ["background", "intake", "postgres", "browser", "evidence-full", "database-full"] as const;
  const wanted = { lastsMs: 600_000, everyMs: 2_300, kinds };
  const schedule = scheduleOf({ seed: 1, ...wanted });
  expect(scheduleOf({ seed: 1, ...wanted })).toEqual(schedule);
  expect(scheduleOf({ seed: 2, ...wanted })).not.toEqual(schedule);
  expect(new Set(schedule.map(({ kind }) => kind))).toEqual(new Set(kinds));
  expect(schedule.filter(({ kind }) => !kind.endsWith("full")).length).toBeGreaterThan(240);
  const short = scheduleOf({ seed: 1, lastsMs: 5_000, everyMs: 5_000, kinds });
  expect(new Set(short.map(({ kind }) => kind))).toEqual(new Set(kinds));
});
