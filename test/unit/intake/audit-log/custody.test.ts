/** Receipts and batches: what the intake signs holds, is kept once, and shows every change. */

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAuditProof } from "../../../../intake/audit-log/audit-proof.ts";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import {
  type IntakeKit,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { BatchClaims, Inclusion } from "../../../../utils/shared/contract/audit-log.ts";
import { digestHex, digestJson, thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import {
  batchDigest,
  checkBatch,
  checkDay,
  checkInclusion,
  noBatch,
} from "../../../../utils/shared/seal/log-batch.ts";
import { checkReceipt } from "../../../../utils/shared/seal/receipt.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

// Some open a database of their own.
describe.each(engines)("on %s", { timeout: 60_000 }, (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = async (report = sampleReport(), device = officer) =>
    (await device.call("POST", "/v1/reports", { body: report })).body;
  const seal = (of = kit) => sealLog(of.store.db, of.intake.key, of.intake.now);
  const rows = <T>(query: string, of = kit) => rowsOf<T>(of.store.db, sql.raw(query));
  const key = () => kit.intake.key.publicKey;
  const inclusionOf = async (reportId: string, device = officer) =>
    device.call("GET", `/v1/reports/${reportId}/inclusion`);

  async function claimsOf(inclusion: Inclusion): Promise<BatchClaims> {
    const checked = await checkInclusion(inclusion, key());
    if (!checked.ok) throw new Error(checked.problem.detail);
    return checked.value;
  }

  describe("receipts", () => {
    test("name the received content, its sender and its place in the log", async () => {
      const report = sampleReport();
      const { jws, caseId, receivedAt, number } = await send(report);
      const checked = await checkReceipt(jws, key());
      const me = (await officer.call("GET", "/v1/me")).body;
      const [entry] = (await supervisor.call("GET", `/v1/cases/${caseId}`)).body.log;
      expect(checked).toMatchObject({
        ok: true,
        value: {
          ...{ reportId: report.id, caseId, receivedAt, number },
          reportDigest: await digestJson(await officer.sealed(report)),
          sealKey: await thumbprintOf(officer.publicKey),
          handedInBy: { deviceId: me.deviceId, name: "Siti" },
          log: { seq: 1, hash: entry.hash },
        },
      });
      expect(entry.detail.device).toBe(me.deviceId);
    });

    test("are the same when a report is sent again, alone or twice in one batch", async () => {
      const report = sampleReport();
      const copies = await Promise.all([send(report), send(report), send(report)]);
      copies.push(await send(report));
      expect(new Set(copies.map(({ jws }) => jws)).size).toBe(1);
    });

    test("are signed by the key that anyone may ask for and devices pin", async () => {
      const answer = await readAnswer(await kit.app.request(`${origin}/v1/keys`));
      expect(answer).toMatchObject({ status: 200, body: { intake: key(), organisation: "Kominfo" } });
      expect(answer.body.thumbprint).toBe(await thumbprintOf(key()));
    });
  });

  describe("batches", () => {
    test("contain the log's new entries, one leaf per case, and are chained", async () => {
      await seal();
      const evidence = { subject: "x:post:770001" };
      const [one, two] = [await send(sampleReport({ evidence })), await send(sampleReport({ evidence }))];
      const other = await send();
      expect((await inclusionOf(one.reportId)).body).toEqual({ receipt: one.jws });
      expect(await seal()).toBe(1);
      expect(await seal()).toBe(0);

      const { inclusion } = (await inclusionOf(two.reportId)).body;
      const claims = await claimsOf(inclusion);
      expect(claims).toMatchObject({ size: 2 });
      expect(inclusion.leaf).toMatchObject({ caseId: one.caseId, from: 1 });
      const { log } = (await supervisor.call("GET", `/v1/cases/${one.caseId}`)).body;
      expect(inclusion.leaf.hashes).toEqual(log.map(({ hash }: { hash: string }) => hash));
      expect(await claimsOf((await inclusionOf(other.reportId)).body.inclusion)).toEqual(claims);

      await send(sampleReport({ evidence }));
      await seal();
      const { inclusions } = await readAuditProof(kit.store.db, [one.caseId], key());
      expect(inclusions.map(({ leaf }) => [leaf.from, leaf.hashes.length])).toEqual([
        [1, 2],
        [3, 1],
      ]);
      const [first, second] = inclusions as [Inclusion, Inclusion];
      expect(await claimsOf(second)).toMatchObject({
        no: claims.no + 1,
        previous: await batchDigest(first.batch),
      });
    });

    test("start with an empty predecessor", async () => {
      const [first] = await rows<{ jws: string }>("select jws from batches where no = 1");
      const claims = await checkBatch(first?.jws ?? "", key());
      expect(claims).toMatchObject({ ok: true, value: { no: 1, previous: noBatch } });
      expect(await digestHex("")).toBe(noBatch);
    });

    test("every changed part of an inclusion is found", async () => {
      const { reportId } = await send();
      await Promise.all(Array.from({ length: 6 }, () => send()));
      await seal();
      const { inclusion }: { inclusion: Inclusion } = (await inclusionOf(reportId)).body;
      const { leaf, path, index } = inclusion;
      const zeros = "0".repeat(64);
      const changes: Partial<Inclusion>[] = [
        { leaf: { ...leaf, from: leaf.from + 1 } },
        { leaf: { ...leaf, hashes: [zeros] } },
        { leaf: { ...leaf, caseId: reportId } },
        { leaf: { ...leaf, hashes: [...leaf.hashes, zeros] } },
        { index: index ^ 1 },
        ...path.map((_, at) => ({ path: path.with(at, zeros) })),
        { path: path.slice(1) },
      ];
      await claimsOf(inclusion);
      for (const change of changes) {
        expect(await checkInclusion({ ...inclusion, ...change }, key())).toMatchObject({
          problem: { code: "custody-invalid", detail: "path" },
        });
      }
    });

    test("are shown only to people who may see them", async () => {
      const { reportId, caseId } = await send();
      const stranger = await kit.enrolled("officer", "Lain");
      expect(await inclusionOf(reportId, stranger)).toMatchObject({ status: 404, problem: "not-found" });
      expect(await inclusionOf(caseId)).toMatchObject({ status: 404 });
      for (const role of ["supervisor", "admin"] as const) {
        expect((await inclusionOf(reportId, await kit.enrolled(role))).status).toBe(200);
      }
    });

    test("rejects changes to sealed entries", async () => {
      await closeDays(kit.store.db, new Date(kit.clock.ms + 86_400_000 * 400));
      for (const table of ["batches", "batch_leaves", "days"]) {
        for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
          await expect(kit.store.db.execute(sql.raw(statement))).rejects.toMatchObject({
            cause: { message: "batches and days are append-only" },
          });
        }
      }
    });
  });

  describe("days", () => {
    test("closes a finished day once, and adds no batch to it after the clock is set back", async () => {
      const own = await startKit(await stores.open());
      const { db } = own.store;
      const device = await own.enrolled("officer");
      const noon = Date.parse("2026-11-25T12:00:00.000Z");
      own.clock.ms = noon;
      const { caseId } = await send(sampleReport(), device);
      await seal(own);
      own.clock.ms = noon + 1000;
      await send(sampleReport(), device);
      await seal(own);
      expect(await closeDays(db, new Date(noon + 5000))).toEqual([]);
      const morning = new Date("2026-11-26T00:00:00.000Z");
      expect(await closeDays(db, morning)).toEqual(["2026-11-25"]);
      expect(await closeDays(db, morning)).toEqual([]);

      own.clock.ms = noon + 2000;
      await send(sampleReport(), device);
      await seal(own);
      const [last] = await rows<{ day: string; at: Date }>(
        "select day::text, at from batches order by no desc limit 1",
        own,
      );
      expect(last?.day).toBe("2026-11-26");
      const ownKey = own.intake.key.publicKey;
      const { days } = await readAuditProof(db, [caseId], ownKey);
      expect(days).toMatchObject([{ day: "2026-11-25", batches: [expect.any(String), expect.any(String)] }]);
      const [day] = days;
      if (!day) throw new Error("no day");
      expect(await checkDay(day, ownKey)).toMatchObject({ ok: true, value: [{ no: 1 }, { no: 2 }] });
      const swapped = { ...day, batches: day.batches.toReversed() };
      expect((await checkDay(swapped, ownKey)).ok).toBe(false);
      expect(await checkDay({ ...day, batches: day.batches.slice(1) }, ownKey)).toMatchObject({
        problem: { detail: "root" },
      });
      expect(await checkDay({ ...day, day: "2026-11-24" }, ownKey)).toMatchObject({
        problem: { detail: "batch 1: day" },
      });
      await own.close();
    });
  });

  describe("in parallel", () => {
    /** Every entry of the log is in exactly one leaf. */
    async function expectWhole(of: IntakeKit): Promise<void> {
      const counts = await rows<{ log: number; sealed: number; waiting: number }>(
        `select (select count(*)::int from log) as log,
           (select coalesce(sum(to_seq - from_seq + 1), 0)::int from batch_leaves) as sealed,
           (select count(*)::int from unsealed) as waiting`,
        of,
      );
      expect(counts[0]).toMatchObject({ sealed: counts[0]?.log, waiting: 0 });
      const twice = await rows(
        `select from log join batch_leaves l on l.case_id = log.case_id and log.seq between from_seq and to_seq
         group by log.case_id, log.seq having count(*) > 1`,
        of,
      );
      expect(twice).toEqual([]);
    }

    test("puts each report that arrives while batches are made into one of them", async () => {
      const own = await startKit(await stores.open());
      const device = await own.enrolled("officer");
      const subjects = Array.from({ length: 5 }, () => sampleReport().evidence.subject);
      let coming = true;
      const sending = Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          send(sampleReport({ evidence: { subject: subjects[index % 5] ?? "" } }), device),
        ),
      ).finally(() => {
        coming = false;
      });
      for (; coming; await new Promise((resolve) => setTimeout(resolve))) await seal(own);
      await sending;
      await seal(own);
      await expectWhole(own);
      await own.close();
    });

    test.runIf(engine === "postgres")("two replicas leave no gap and make nothing double", async () => {
      const first = await startKit(await stores.open());
      const second = await startKit(await stores.openReplica());
      expect(second.intake.key.publicKey).toEqual(first.intake.key.publicKey);
      const device = await first.enrolled("officer");
      for (let round = 0; round < 8; round++) {
        const sent = [first, second].flatMap(({ app }) =>
          [1, 2, 3].map(() => device.call("POST", "/v1/reports", { body: sampleReport(), app })),
        );
        await Promise.all([seal(first), seal(second), ...sent, seal(first), seal(second)]);
      }
      await seal(first);
      await expectWhole(first);
      const all = await rows<{ no: number; previous: string; jws: string }>(
        "select no, previous, jws from batches order by no",
        first,
      );
      expect(all.map(({ no }) => no)).toEqual(all.map((_, index) => index + 1));
      for (const [index, { previous }] of all.entries()) {
        expect(previous).toBe(index === 0 ? noBatch : await batchDigest(all[index - 1]?.jws ?? ""));
      }
      for (const intake of [first, second]) await intake.close();
    });

    test("a batch that cannot be written leaves no rows, and the next one contains all entries", async () => {
      const own = await startKit(await stores.open());
      const { db } = own.store;
      await send(sampleReport(), await own.enrolled("officer"));
      await db.execute(
        sql`create function keep() returns trigger language plpgsql as $$ begin return null; end $$`,
      );
      await db.execute(
        sql`create trigger keep before delete on unsealed for each row execute function keep()`,
      );
      await expect(seal(own)).rejects.toThrow("entries waited");
      expect(await rows("select from batches", own)).toEqual([]);
      expect(await rows("select from batch_leaves", own)).toEqual([]);
      await db.execute(sql`drop trigger keep on unsealed`);
      expect(await seal(own)).toBe(1);
      await expectWhole(own);
      await own.close();
    });

    test("ten thousand changed cases make one batch", async () => {
      const own = await startKit(await stores.open());
      const { caseId, reportId } = await send(sampleReport(), await own.enrolled("officer", "Siti"));
      await own.store.db.execute(sql`
        insert into cases select (json_populate_record(c, json_build_object('id', made, 'spot', spot_of_case(made)))).*
        from cases c, (select gen_random_uuid() as made from generate_series(1, 9999)) as ids where c.id = ${caseId}`);
      await own.store.db.execute(sql`
        insert into log (case_id, spot, seq, at, by, act, detail, previous, hash)
        select c.id, c.spot, 1, now(), 'x', 'y', '{}', c.id, encode(sha256(c.id::text::bytea), 'hex') from cases c
        where c.id <> ${caseId}`);
      const started = performance.now();
      expect(await seal(own)).toBe(1);
      expect(performance.now() - started).toBeLessThan(20_000);
      await expectWhole(own);
      const { inclusions } = await readAuditProof(own.store.db, [caseId], own.intake.key.publicKey);
      expect(inclusions).toHaveLength(1);
      // Ids are random: 8,192 leaves are fourteen levels deep, the rest of the tree is lower.
      expect(inclusions[0]?.path.length).toBeGreaterThan(4);
      expect(inclusions[0]?.path.length).toBeLessThanOrEqual(14);
      const [inclusion] = inclusions;
      if (!inclusion) throw new Error(`report ${reportId} is in no batch`);
      expect(await checkInclusion(inclusion, own.intake.key.publicKey)).toMatchObject({
        ok: true,
        // One leaf more is of the trust log.
        value: { size: 10_001 },
      });
      await own.close();
    });
  });
});
