/** The job that describes and compares cases after their reports are stored: it loses nothing and brings nothing back. */

import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { createDescriber, type Describer } from "../../../../intake/cases/similar/describe-evidence.ts";
import { lockCases } from "../../../../intake/cases/store/case-writes.ts";
import { claimUndescribed, endAllLeases } from "../../../../intake/cases/store/undescribed.ts";
import { cases, groups, reports, texts, undescribed } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Subject } from "../../../../utils/shared/contract/site.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const promotion = "Bonus deposit seratus persen, daftar lewat tautan di profil dan menangkan setiap hari";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;

  beforeEach(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    kit.describesAtOnce = false;
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Agus");
  });

  afterEach(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function report(text: string, subject?: Subject): Promise<{ id: string; caseId: string }> {
    const { evidence, ...rest } = sampleReport(subject ? { evidence: { subject } } : {});
    const { permalink } = evidence.fields;
    const words = { ...evidence.fields, text: { value: text, source: "text p" } };
    const fields = text === "" ? { permalink } : words;
    const body = { ...rest, evidence: { ...evidence, fields } };
    const answer = await officer.call("POST", "/v1/reports", { body });
    expect(answer.status).toBe(200);
    return { id: body.id, caseId: answer.body.caseId };
  }

  const run = (options: Partial<Parameters<typeof describeCases>[1]> = {}) =>
    describeCases(kit.store.db, { now: kit.intake.now, ...options });

  async function found(words: string): Promise<string[]> {
    const { body } = await supervisor.call("GET", `/v1/cases?q=${encodeURIComponent(words)}`);
    return body.cases.map((one: { id: string }) => one.id).sort();
  }

  async function view(caseId: string) {
    const { body } = await supervisor.call("GET", `/v1/cases/${caseId}`);
    return body;
  }

  test("a case is being compared until the job ran, then it is searchable and grouped", async () => {
    const [one, other] = [await report(promotion), await report(`${promotion} sekarang`)];
    expect(await found("deposit")).toEqual([]);
    expect(await view(one.caseId)).toMatchObject({ comparing: true, similar: [] });
    expect(await run()).toBe(2);
    expect(await found("deposit")).toEqual([one.caseId, other.caseId].sort());
    const { comparing, similar } = await view(one.caseId);
    expect({ comparing, similar }).toMatchObject({
      comparing: undefined,
      similar: [{ caseId: other.caseId }],
    });
    expect(await run()).toBe(0);
  });

  test("a later report without words keeps those of the earlier one", async () => {
    const { caseId } = await report(promotion, "x:post:77");
    await report("", "x:post:77");
    expect(await run()).toBe(2);
    expect(await found("deposit")).toEqual([caseId]);
  });

  test("two replicas at once make one text and one group, and describe each report once", async () => {
    for (let count = 0; count < 6; count++) await report(promotion);
    const counts = await Promise.all([run(), run(), run()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(6);
    expect(await kit.store.db.select().from(texts)).toHaveLength(1);
    expect(await kit.store.db.select().from(groups)).toHaveLength(1);
    const rows = await kit.store.db.select({ groupId: cases.groupId }).from(cases);
    expect(new Set(rows.map(({ groupId }) => groupId)).size).toBe(1);
  });

  test("a case that somebody acts on while a similar text is compared joins the group afterwards", async () => {
    const acted = await report(promotion);
    await run();
    const other = await report(`${promotion} sekarang`);
    const acting = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const act = kit.store.db.transaction(async (tx) => {
      await lockCases(tx, [acted.caseId]);
      locked.resolve();
      await acting.promise;
    });
    await locked.promise;
    await run();
    acting.resolve();
    await act;
    expect(await view(acted.caseId)).toMatchObject({ comparing: true, similar: [] });
    await run();
    expect(await view(acted.caseId)).toMatchObject({ similar: [{ caseId: other.caseId }] });
    expect(await kit.store.db.select().from(undescribed)).toEqual([]);
  });

  test("a text that breaks the job holds up no other, and is left alone after five attempts", async () => {
    const [bad, good] = [await report("racun yang merusak pekerjaan ini"), await report(promotion)];
    const seen: string[] = [];
    const describe = async ({ fields }: { fields: { text?: { value: string } | undefined } }) => {
      const text = fields.text?.value ?? "";
      seen.push(text);
      if (text.startsWith("racun")) throw new Error("the tokenizer broke");
      return { language: undefined, searchText: text.toLowerCase(), fingerprint: undefined };
    };
    await run({ describe });
    expect(await found("deposit")).toEqual([good.caseId]);
    expect(seen.filter((text) => text.startsWith("racun"))).toHaveLength(5);
    expect(await kit.store.db.select().from(undescribed)).toMatchObject([{ reportId: bad.id, failures: 5 }]);
    expect((await view(bad.caseId)).comparing).toBeUndefined();
  });

  test("replicas share the reports that wait: each is described once, and none is left", async () => {
    const most = 210;
    for (let from = 0; from < most; from += 30)
      await Promise.all(Array.from({ length: 30 }, (_, at) => report(`Resep sayur nomor ${from + at}`)));
    const counts = new Map<string, number>();
    let second: Promise<number> | undefined;
    const describe = async ({ fields }: { fields: { text?: { value: string } | undefined } }) => {
      const text = fields.text?.value ?? "";
      counts.set(text, (counts.get(text) ?? 0) + 1);
      // While the first one describes what it took.
      second ??= run({ describe });
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { language: undefined, searchText: text.toLowerCase(), fingerprint: undefined };
    };
    const done = [await run({ describe }), (await second) ?? 0];
    expect(done.reduce((sum, count) => sum + count)).toBe(most);
    expect(Math.min(...done)).toBeGreaterThan(0);
    expect(counts.size).toBe(most);
    expect(new Set(counts.values())).toEqual(new Set([1]));
    expect(await kit.store.db.select().from(undescribed)).toEqual([]);
  });

  test("describes what a dead replica had taken once its lease ends, and no longer on that replica", async () => {
    const { caseId } = await report(promotion);
    expect(await claimUndescribed(kit.store.db, 200)).toHaveLength(1);
    expect(await run()).toBe(0);
    const over = () => kit.store.db.update(undescribed).set({ leaseUntil: new Date(0) });
    await over();
    const late = async () => {
      await over();
      expect(await run()).toBe(1);
      return { language: undefined, searchText: "terlambat", fingerprint: undefined };
    };
    expect(await run({ describe: late })).toBe(0);
    expect(await found("deposit")).toEqual([caseId]);
    expect(await found("terlambat")).toEqual([]);
  });

  test("many are described in a thread; after it failed, one by one in it, and never here", async () => {
    const words = Array.from({ length: 20 }, (_, at) => `Resep sayur lodeh nomor ${at} untuk lima porsi`);
    const send = () => Promise.all(words.map((text) => report(text)));
    const described = () =>
      kit.store.db
        .select({ searchText: cases.searchText, language: cases.language, text: texts.sha256 })
        .from(cases)
        .innerJoin(texts, eq(texts.id, cases.textId));
    const describe = vi.fn(() => {
      throw new Error("described in the event loop");
    });
    await send();
    const describeInThread = createDescriber();
    const sizes: number[] = [];
    const describeMany: Describer = async (all) => {
      sizes.push(all.length);
      const isBad = all.some(({ fields }) => fields.text?.value.startsWith("racun"));
      // As if the text had ended the thread.
      return isBad ? undefined : describeInThread(all);
    };
    expect(await run({ describeMany, describe })).toBe(20);
    expect(sizes).toEqual([20]);
    const byThread = await described();
    expect(byThread).toHaveLength(20);
    await send();
    const bad = await report("racun yang menghabiskan waktu");
    expect(await run({ describeMany, describe })).toBe(20);
    // All at once, then each, then four times more the one that failed.
    expect(sizes).toEqual([20, 21, ...Array(21).fill(1), 1, 1, 1, 1]);
    const rows = (await described()).map((row) => JSON.stringify(row));
    expect(rows).toHaveLength(40);
    expect(new Set(rows)).toEqual(new Set(byThread.map((row) => JSON.stringify(row))));
    expect(await kit.store.db.select().from(undescribed)).toMatchObject([{ reportId: bad.id, failures: 5 }]);
    expect(describe).not.toHaveBeenCalled();
  });

  test("a batch is saved while the next one is described, also when that fails or the job is stopped", async () => {
    const describeInThread = createDescriber();
    const send = async (count: number) => {
      for (let from = 0; from < count; from += 10)
        await Promise.all(Array.from({ length: 10 }, (_, at) => report(`Resep sayur nomor ${from + at}`)));
    };
    const waiting = () => kit.store.db.$count(undescribed);
    await send(80);
    let calls = 0;
    const failsLater: Describer = (all) => {
      calls++;
      return calls === 1 ? describeInThread(all) : Promise.reject(new Error("the thread cannot start"));
    };
    await expect(run({ describeMany: failsLater })).rejects.toThrow("the thread cannot start");
    // The job ends after all of its work.
    expect(await waiting()).toBe(20);
    await endAllLeases(kit.store.db);
    await send(60);
    const stopping = new AbortController();
    const stopsAtOnce: Describer = (all) => {
      stopping.abort();
      return describeInThread(all);
    };
    expect(await run({ describeMany: stopsAtOnce, signal: stopping.signal })).toBe(60);
    expect(await waiting()).toBe(20);
    expect(await run({ describeMany: describeInThread })).toBe(20);
    expect(await waiting()).toBe(0);
  });

  test("of few, long texts are described in the thread, and one that fails there does not come here", async () => {
    await report(promotion);
    await report("kata ".repeat(500));
    const bad = await report("racun ".repeat(500));
    const here: number[] = [];
    const there: string[] = [];
    const made = { language: undefined, searchText: "", fingerprint: undefined };
    const describe = ({ fields }: { fields: { text?: { value: string } | undefined } }) => {
      here.push(fields.text?.value.length ?? 0);
      return made;
    };
    const describeMany: Describer = async (all) =>
      all.map(({ fields }) => {
        const word = fields.text?.value.slice(0, 5) ?? "";
        there.push(word);
        return word === "racun" ? undefined : made;
      });
    expect(await run({ describe, describeMany })).toBe(2);
    expect(here).toEqual([promotion.length]);
    expect(there.filter((word) => word === "kata ")).toHaveLength(1);
    expect(there.filter((word) => word === "racun")).toHaveLength(5);
    expect(await kit.store.db.select().from(undescribed)).toMatchObject([{ reportId: bad.id, failures: 5 }]);
  });

  test.each([
    ["a deadlock", "40P01"],
    ["a lock that is not free", "55P03"],
    ["a cancelled statement", "57014"],
    ["a failed serialization", "40001"],
  ])("%s is no failure of the text", async (_, code) => {
    const { db } = kit.store;
    const { caseId } = await report(promotion);
    // More often than a text may fail.
    await db.execute(sql`create sequence tries`);
    await db.execute(
      sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin
        if nextval('tries') <= 6 then raise exception 'busy' using errcode = '${code}'; end if;
        return new; end $$`),
    );
    await db.execute(
      sql`create trigger refuse before update on cases for each row execute function refuse()`,
    );
    expect(await run()).toBe(1);
    expect(await found("deposit")).toEqual([caseId]);
  });

  test("a description that cannot be stored holds up no other", async () => {
    const [bad, good] = [await report("racun yang tidak dapat disimpan"), await report(promotion)];
    const describe = async ({ fields }: { fields: { text?: { value: string } | undefined } }) => {
      const text = fields.text?.value.toLowerCase() ?? "";
      // PostgreSQL stores no NUL.
      const searchText = text.startsWith("racun") ? "\0" : text;
      return { language: undefined, searchText, fingerprint: undefined };
    };
    expect(await run({ describe })).toBe(1);
    expect(await found("deposit")).toEqual([good.caseId]);
    expect(await kit.store.db.select().from(undescribed)).toMatchObject([{ reportId: bad.id, failures: 5 }]);
  });

  test("content that is deleted while the job reads it does not come back", async () => {
    const { id, caseId } = await report(promotion);
    await run({
      describe: async () => {
        await kit.store.db.update(reports).set({ evidenceDeletedAt: new Date() }).where(eq(reports.id, id));
        return { language: "id", searchText: "deposit", fingerprint: undefined };
      },
    });
    expect(await found("deposit")).toEqual([]);
    expect(await view(caseId)).toMatchObject({ id: caseId });
    expect(await kit.store.db.select().from(undescribed)).toEqual([]);
  });

  test("a report that is withdrawn while the job reads it is described once, and its case stays withdrawn", async () => {
    const { id, caseId } = await report(promotion);
    const count = await run({
      describe: async () => {
        const body = { reason: "Keliru." };
        expect((await officer.call("POST", `/v1/reports/${id}/withdrawal`, { body })).status).toBe(200);
        return { language: "id", searchText: "deposit", fingerprint: undefined };
      },
    });
    expect(count).toBe(1);
    expect(await run()).toBe(0);
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, caseId));
    expect(row).toMatchObject({ reports: 0, searchText: "deposit" });
    expect(await kit.store.db.select().from(undescribed)).toEqual([]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("a case that became one of the no-pixels lane meanwhile is not described", async () => {
    const { caseId } = await report(promotion);
    await run({
      describe: async () => {
        await kit.store.db.update(cases).set({ withheld: true }).where(eq(cases.id, caseId));
        return { language: "id", searchText: "deposit", fingerprint: undefined };
      },
    });
    expect(await kit.store.db.select().from(cases)).toMatchObject([
      { searchText: "", language: null, textId: null },
    ]);
  });

  test("a report that a merge moved meanwhile describes the case that it is now in", async () => {
    const [one, other] = [await report(promotion), await report("Resep sayur lodeh untuk lima porsi")];
    await run({
      describe: async ({ fields }) => {
        const text = fields.text?.value ?? "";
        const moved = { caseId: other.caseId, spot: spotOfCase(other.caseId) };
        if (text === promotion) await kit.store.db.update(reports).set(moved).where(eq(reports.id, one.id));
        return { language: undefined, searchText: text.toLowerCase(), fingerprint: undefined };
      },
    });
    expect(await found("lodeh")).toEqual([other.caseId]);
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, one.caseId));
    expect(row?.searchText).toBe("");
  });
});
