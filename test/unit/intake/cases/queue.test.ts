/** The queue at the intake: its order, each filter, search, pages that stay put, and a case reported ten thousand times. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countQueue, type QueueFilter, readQueue } from "../../../../intake/cases/store/queue.ts";
import type { Unit } from "../../../../intake/core/scope.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { cases } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { countOutcome } from "../../../../intake/reports/store/reporter-records.ts";
import {
  type IntakeKit,
  type SampleReport,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { Subject } from "../../../../utils/shared/contract/site.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const drugs = {
  category: "NARKOTIKA",
  basis: ["uu-35-2009"],
  action: "HAPUS_KEBIJAKAN",
} satisfies SampleReport;

describe.each(engines)("the queue on %s", (engine) => {
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

  async function send(sample: SampleReport = {}, by = officer) {
    const report = sampleReport(sample);
    const { status, body } = await by.call("POST", "/v1/reports", { body: report });
    expect(status).toBe(200);
    return { caseId: body.caseId as string, report };
  }
  async function list(query: Record<string, string> = {}, by = supervisor) {
    const answer = await by.call("GET", `/v1/cases?${new URLSearchParams({ limit: "100", ...query })}`);
    return { ...answer, ids: (answer.body.cases ?? []).map(({ id }: { id: string }) => id) as string[] };
  }
  const write = (caseId: string, change: Partial<typeof cases.$inferInsert>) =>
    kit.store.db.update(cases).set(change).where(eq(cases.id, caseId));
  const voicesOf = async (caseId: string) =>
    (await supervisor.call("GET", `/v1/cases/${caseId}`)).body.standing.voices;

  test("within the same hour sorts by gravity, then by the number of independent reporters", async () => {
    kit.clock.ms = Date.parse("2026-11-26T03:00:00.000Z");
    const plain = await send();
    const heard = await send();
    await send({ evidence: heard.report.evidence }, await kit.enrolled("officer", "Dua"));
    const grave = await send(drugs);
    const order = (await list()).ids.filter((id) => [plain.caseId, heard.caseId, grave.caseId].includes(id));
    expect(order).toEqual([grave.caseId, heard.caseId, plain.caseId]);
  });

  test("counts ten officers of one unit as one voice, and a withdrawn report as none", async () => {
    await saveUnit(
      kit.store.db,
      { name: "Jakarta", sites: null, categories: null, languages: null },
      kit.intake.now(),
    );
    const { caseId, report } = await send();
    expect(await voicesOf(caseId)).toBeCloseTo(0.2);
    let last = officer;
    let lastId = "";
    for (let place = 0; place < 3; place++) {
      last = await kit.enrolled("officer", `Jakarta ${place}`, "Jakarta");
      lastId = (await send({ evidence: report.evidence }, last)).report.id;
    }
    expect(await voicesOf(caseId)).toBeCloseTo(0.4);
    await last.call("POST", `/v1/reports/${lastId}/withdrawal`, { body: { reason: "Keliru." } });
    expect(await voicesOf(caseId)).toBeCloseTo(0.4);
    await officer.call("POST", `/v1/reports/${report.id}/withdrawal`, { body: { reason: "Keliru." } });
    expect(await voicesOf(caseId)).toBeCloseTo(0.2);
  });

  test("counts a decision once for each reporter whose report was not withdrawn, and changes their weight", async () => {
    const reporter = await kit.enrolled("officer", "Rajin");
    const fresh = await reporter.call("GET", "/v1/me/record");
    expect(fresh.body).toEqual({ reports: 0, decided: 0, upheld: 0, reversed: 0 });
    const first = await send({}, reporter);
    await send({ evidence: first.report.evidence }, reporter);
    const other = await send({}, reporter);
    for (let round = 0; round < 3; round++)
      await kit.store.db.transaction((tx) => countOutcome(tx, first.caseId, "upheld"));
    await kit.store.db.transaction((tx) => countOutcome(tx, other.caseId, "rejected"));
    const { body } = await reporter.call("GET", "/v1/me/record");
    expect(body).toMatchObject({ reports: 3, decided: 4, upheld: 3, reversed: 0 });
    expect(body.precision).toBeCloseTo(0.3006, 3);
    expect(body.medianSeconds).toBeGreaterThan(3_600);
    expect(await voicesOf((await send({}, reporter)).caseId)).toBeCloseTo(0.301);
  });

  test("each filter keeps only matching cases", async () => {
    const video = await send({
      evidence: { site: "youtube", kind: "video" },
      ...drugs,
    });
    await write(video.caseId, { language: "jv", state: "approved" });
    const post = await send();
    const holds = async (query: Record<string, string>, caseId: string) =>
      (await list(query)).ids.includes(caseId);
    const { firstAt } = (await supervisor.call("GET", `/v1/cases/${video.caseId}`)).body;
    const after = new Date(Date.parse(firstAt) + 1).toISOString();
    await saveUnit(
      kit.store.db,
      { name: "Video", sites: ["youtube"], categories: ["NARKOTIKA"], languages: null },
      kit.intake.now(),
    );
    for (const [query, videoIn, postIn] of [
      [{}, true, true],
      [{ state: "approved" }, true, false],
      [{ state: "pending" }, false, true],
      [{ state: "open" }, false, true],
      [{ site: "youtube" }, true, false],
      [{ category: "JUDI" }, false, true],
      [{ language: "jv" }, true, false],
      [{ unit: "Video" }, true, false],
      [{ unit: "Tidak Ada" }, false, false],
      [{ from: firstAt, to: after }, true, false],
      [{ from: after }, false, true],
      [{ to: firstAt }, false, false],
    ] as [Record<string, string>, boolean, boolean][]) {
      expect([query, await holds(query, video.caseId), await holds(query, post.caseId)]).toEqual([
        query,
        videoIn,
        postIn,
      ]);
    }
    for (const state of ["proposed", "panel"] as const) {
      await write(post.caseId, { state });
      expect(await holds({ state: "pending" }, post.caseId)).toBe(true);
    }
    await write(post.caseId, { state: "escalated" });
    expect(await holds({ state: "pending" }, post.caseId)).toBe(false);
  });

  test("counts the cases of views as their lists have them, within the caller's scope", async () => {
    await send(drugs);
    const sites = { name: "Hanya YouTube", sites: ["youtube" as const], categories: null, languages: null };
    await saveUnit(kit.store.db, sites, kit.intake.now());
    const narrow = await kit.enrolled("supervisor", "YouTube", sites.name);
    const views: Record<string, string>[] = [
      { state: "pending" },
      { category: "NARKOTIKA", state: "pending" },
      { state: "rejected" },
      { state: "pending", mine: "true" },
      { state: "pending", turn: "decide", site: "youtube" },
      { state: "pending", late: "true" },
    ];
    for (const by of [supervisor, narrow]) {
      const { body } = await by.call("POST", "/v1/case-counts", { body: { views } });
      const lengths: number[] = [];
      for (const view of views) lengths.push((await list(view, by)).ids.length);
      expect(body.counts).toEqual(lengths);
    }
    const panelist = await kit.enrolled("panelist", "Hakim");
    const seen = await panelist.call("POST", "/v1/case-counts", {
      body: { views: [{ state: "pending", turn: "decide" }] },
    });
    expect(seen.body).toEqual({ counts: [0] });
    const answer = (body: object, by = supervisor) => by.call("POST", "/v1/case-counts", { body });
    expect(await answer({ views: Array(limits.savedViews + 1).fill({}) })).toMatchObject({ status: 400 });
    expect(await answer({ views: [] }, officer)).toMatchObject({ status: 403 });
  });

  test("filtering by a unit shows no more than the caller's own scope", async () => {
    await saveUnit(
      kit.store.db,
      { name: "Hanya X", sites: ["x"], categories: null, languages: null },
      kit.intake.now(),
    );
    const narrow = await kit.enrolled("supervisor", "Sempit", "Hanya X");
    expect((await list({ unit: "Video" }, narrow)).ids).toEqual([]);
  });

  test("finds cases that contain all words, by prefix; the words contain no operators", async () => {
    const { caseId } = await send();
    await write(caseId, { searchText: "slot gacor zeus bonus seratus persen" });
    for (const q of ["zeus", "ZEUS slot", "gac zeu", "  bonus, zeus!  "])
      expect([q, (await list({ q })).ids]).toEqual([q, [caseId]]);
    for (const q of ["zeus togel", "eus", "zeus | togel", "!!!", "a:* & (b | '"])
      expect([q, (await list({ q })).ids]).toEqual([q, []]);
  });

  test("finds no-pixels cases by their names, never by their words", async () => {
    const report = sampleNoPixels();
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: report })).body;
    await write(caseId, { searchText: "rahasia sekali" });
    expect((await list({ q: "rahasia" })).ids).toEqual([]);
    expect((await list({ q: report.evidence.subject })).ids).toEqual([caseId]);
  });

  test("a subject, an alias, a pasted address and a receipt number find their case", async () => {
    const [subject, alias] = ["facebook:post:7770001", "facebook:post:pfbid0contoh7770002"] as const;
    const evidence = { site: "facebook", kind: "post", subject, aliases: [alias] as Subject[] } as const;
    const { caseId, report } = await send({ evidence });
    for (const q of [
      subject,
      alias,
      "https://www.facebook.com/siapa/posts/7770001?__tn__=x",
      receiptNumberOf(report.id),
      receiptNumberOf(report.id).toLowerCase(),
    ])
      expect([q, (await list({ q })).ids]).toEqual([q, [caseId]]);
    expect((await list({ q: receiptNumberOf(randomUUID()) })).ids).toEqual([]);
  });

  test("pages list each case once while others are decided, added and changed", async () => {
    const made: string[] = [];
    for (let place = 0; place < 12; place++) made.push((await send()).caseId);
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; ; page++) {
      const query: Record<string, string> = { state: "pending", limit: "3", ...(after ? { after } : {}) };
      const { body, ids } = await list(query);
      seen.push(...ids);
      after = body.next;
      if (after === undefined) break;
      const settled = seen.at(-1) ?? "";
      if (page % 2 === 0) await write(settled, { state: "approved" });
      else await send(drugs);
    }
    expect(seen.filter((id) => made.includes(id)).sort()).toEqual([...made].sort());
    expect(new Set(seen).size).toBe(seen.length);
    expect(await list({ after: "bukan-halaman" })).toMatchObject({ status: 400, fields: ["after"] });
  });

  test("opens a case with 10,000 reports with the newest fifty, and still checks every reporter", async () => {
    const { caseId, report } = await send();
    await kit.store.db.execute(sql`
      insert into reports select (json_populate_record(r, json_build_object(
        'id', gen_random_uuid(), 'received_at', r.received_at + n * interval '1 second'))).*
      from reports r, generate_series(1, 9999) n where r.id = ${report.id}`);
    const early = await kit.enrolled("supervisor", "Pelapor");
    await kit.store.db.execute(sql`
      update reports set person_id = (select person_id from devices where id = ${
        (await early.call("GET", "/v1/me")).body.deviceId
      }) where id = ${report.id}`);
    await write(caseId, { reports: 10_000 });
    await kit.store.db.execute(sql`
      insert into log select (json_populate_record(l, json_build_object('seq', n))).*
      from log l, generate_series(2, 300) n where l.case_id = ${caseId}`);
    const { body } = await supervisor.call("GET", `/v1/cases/${caseId}`);
    expect(body.reports).toBe(10_000);
    expect(body.reportList).toHaveLength(50);
    expect(body.can).toContain("approve");
    expect(JSON.stringify(body).length).toBeLessThan(400_000);
    expect(body.log).toHaveLength(200);
    expect([body.log[0].seq, body.log[199].seq]).toEqual([101, 300]);
    const refused = await early.call("GET", `/v1/cases/${caseId}`);
    expect(refused.body).toMatchObject({ can: [], cannot: "own-report" });
  }, 120_000);

  describe("a queue of 6,000 cases", () => {
    const most = 6_000;
    let personId: string;

    beforeAll(async () => {
      const { caseId } = await send();
      await kit.store.jobsDb.execute(sql`
        insert into cases select (json_populate_record(c, json_build_object(
          'id', left(c.id::text, 3) || right(gen_random_uuid()::text, 33), 'subject', 'x:post:77' || n, 'head_hash', n::text, 'text_id', null,
          'queue_key', '1|2027-01-01T00|00|99|999999|' || lpad(n::text, 9, '0') || '|' || gen_random_uuid()))).*
        from cases c, generate_series(1, ${most}::int) n where c.id = ${caseId}`);
      const rare = sql`update cases set category = 'TERORISME', reported_category = 'TERORISME',
        categories = '{TERORISME}', site = 'youtube', language = 'su' where subject in ('x:post:775900', 'x:post:775901')`;
      await kit.store.db.execute(rare);
      // The last one is in the unit's sight by a report only.
      await kit.store.db.execute(
        sql`update cases set categories = '{JUDI,TERORISME}' where subject = 'x:post:775902'`,
      );
      await kit.store.db.execute(sql`analyze cases`);
      personId = (await supervisor.call("GET", "/v1/me")).body.personId;
    }, 120_000);

    const unit = (name: string, parts: Partial<Unit>) => ({
      ...({ reach: "unit", personId } as const),
      unit: { name, sites: null, categories: null, languages: null, ...parts },
    });
    const any = { reach: "any" } as const;

    test.each<[string, () => Partial<QueueFilter>, number]>([
      ["a unit that sees three of them", () => ({ scope: unit("Tiga", { categories: ["TERORISME"] }) }), 3],
      [
        "a unit that sees two of them, pending",
        () => ({ scope: unit("Dua", { categories: ["TERORISME"], sites: ["youtube"] }), state: "pending" }),
        2,
      ],
      [
        "a unit that sees none",
        () => ({ scope: unit("Nol", { categories: ["PORNO"] }), state: "pending" }),
        0,
      ],
      [
        "a unit of another language and site",
        () => ({ scope: unit("Nol", { languages: ["min"], sites: ["telegram"] }) }),
        0,
      ],
      ["a category that two have", () => ({ category: "TERORISME" }), 2],
      ["a category that none has", () => ({ category: "TPPO", state: "pending" }), 0],
      ["a site and language that two have", () => ({ site: "youtube", language: "su" }), 2],
      ["a language that two have", () => ({ language: "su" }), 2],
      ["a person without cases", () => ({ state: "pending", mineOf: { personId, at: new Date() } }), 0],
      ["a person's turn to decide", () => ({ state: "pending", turnOf: { personId, turn: "decide" } }), 51],
      ["nothing to confirm", () => ({ state: "pending", turnOf: { personId, turn: "confirm" } }), 0],
      ["nothing past its limit", () => ({ state: "pending", lateAt: new Date("2020-01-01") }), 0],
      [
        "a unit's page of many past their limit",
        () => ({ scope: unit("Judi", { categories: ["JUDI"] }), lateAt: new Date("2028-01-01") }),
        51,
      ],
      ["nothing that waits for others", () => ({ turnOf: { personId, turn: "others" } }), 0],
      [
        "a page from the middle",
        () => ({ category: "TERORISME", after: "1|2027-01-01T00|00|99|999999|000005000" }),
        2,
      ],
      ["all", () => ({ state: "pending" }), 51],
    ])("%s: reads the first 2,000 rows and what it finds", async (_, filter, found) => {
      const { rows, read } = await readCounted({ scope: any, limit: 50, ...filter() });
      expect(rows).toHaveLength(found);
      expect(read).toBeLessThanOrEqual(2_200);
      const counted = await readRowsOf((tx) => countQueue(tx, { scope: any, limit: 50, ...filter() }));
      expect(counted.value).toBe(Math.min(50, found));
      expect(counted.read).toBeLessThanOrEqual(2_200);
    });

    test("a unit's 20,100 decided cases are not read to find that none of its cases waits", async () => {
      await kit.store.jobsDb.execute(sql`
        insert into cases select (json_populate_record(c, json_build_object(
          'id', left(c.id::text, 3) || right(gen_random_uuid()::text, 33), 'subject', 'x:post:66' || n,
          'state', 'rejected', 'category', 'HKI', 'reported_category', 'HKI', 'categories', json_build_array('HKI'),
          'queue_key', '2|' || lpad(n::text, 9, '0'), 'head_hash', 'd' || n, 'text_id', null))).*
        from cases c, generate_series(1, 20100) n where c.subject = 'x:post:771'`);
      await kit.store.db.execute(sql`analyze cases`);
      const scope = unit("Merek", { categories: ["HKI"] });
      for (const state of ["pending", "open"] as const) {
        const { rows, read } = await readCounted({ scope, state, limit: 50 });
        expect(rows).toEqual([]);
        expect(read).toBeLessThan(2_500);
      }
    }, 120_000);

    test("a filter that most cases match is read in order, page by page", async () => {
      const seen: string[] = [];
      let after: string | undefined;
      for (let page = 0; page < 3; page++) {
        const { rows, read } = await readCounted({
          scope: unit("Banyak", { categories: ["JUDI"] }),
          state: "pending",
          limit: 50,
          after,
        });
        expect(read).toBeLessThan(1_000);
        const listed = rows.slice(0, 50).map(({ queueKey }) => queueKey);
        seen.push(...listed);
        after = listed.at(-1);
      }
      expect(seen).toHaveLength(150);
      expect(new Set(seen).size).toBe(150);
      expect(seen).toEqual(seen.toSorted());
    });

    async function readCounted(filter: QueueFilter) {
      const { value, read } = await readRowsOf((tx) => readQueue(tx, filter));
      return { rows: value, read };
    }

    /** With the rows of `cases` that its statements read. */
    function readRowsOf<T>(ask: (tx: Db) => Promise<T>) {
      const count = async (tx: Db) => {
        const [row] = await rowsOf<{ n: number }>(
          tx,
          sql`select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n
            from pg_stat_xact_user_tables where relname = 'cases'`,
        );
        return row?.n ?? 0;
      };
      return kit.store.db.transaction(async (tx) => {
        const before = await count(tx);
        const value = await ask(tx);
        return { value, read: (await count(tx)) - before };
      });
    }
  });
});
