/** A month's numbers: counted by query and found again row by row, at the right side of midnight in Jakarta, once and for all. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changedDays } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { countMonth, countMonths } from "../../../../intake/statistics/store/count-months.ts";
import { listMonths, readMonths } from "../../../../intake/statistics/store/read-months.ts";
import { countReportHours } from "../../../../intake/statistics/store/report-hours.ts";
import { mulberry32 } from "../../../../scripts/measure/chaos/random.ts";
import { recountFromLog } from "../../../../scripts/measure/simulate/verdict/recount.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import { countNames, type FiguresRow, timeNames } from "../../../../utils/shared/contract/figures.ts";
import { endOfMonth, finalAt, startOfMonth } from "../../../../utils/shared/policy/jakarta-months.ts";
import { countActs } from "../../../support/count-acts.ts";
import {
  addReport,
  caseRow,
  type GeneratedRows,
  generateRows,
  noRows,
  requestRow,
  write,
} from "../../../support/figures-kit.ts";
import { checkCounts, checkMonths } from "../../../support/model/count-rules.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const sorted = (rows: readonly FiguresRow[]) =>
  Object.fromEntries(rows.map(({ site, category, figures }) => [`${site} ${category}`, figures]).sort());

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let db: Db;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    db = (await stores.open()).db;
    const edges = ["2026-09", "2026-10", "2026-11"].map(startOfMonth);
    await write(db, generateRows({ cases: 600, edges, seed: 8 }));
  });

  afterAll(() => stores?.close());

  test("the queries and the log agree, month by month, and every kind of event was among them", async () => {
    const seen = new Set<string>();
    for (const month of ["2026-08", "2026-09", "2026-10", "2026-11"]) {
      const at = month === "2026-11" ? new Date("2026-11-02T05:00:00.000Z") : finalAt(month);
      expect(await countMonth(db, month, at)).toBe(true);
      const [counted] = await readMonths(db, month, month);
      const recounted = await recountFromLog(db, month, at);
      expect(sorted(counted?.rows ?? [])).toEqual(sorted(recounted));
      for (const { figures } of recounted)
        for (const name of Object.keys({ ...figures.counts, ...figures.minutes })) seen.add(name);
    }
    expect([...countNames, ...timeNames].filter((name) => !seen.has(name))).toEqual([]);
  });

  // Its data has items with two checks that arrived in the same millisecond.
  test("the check that proves an act says whether a person stated it, not another of the same moment", async () => {
    const own = (await stores.open()).db;
    const edges = ["2026-09", "2026-10", "2026-11"].map(startOfMonth);
    await write(own, generateRows({ cases: 400, edges, seed: 30 }));
    await countMonth(own, "2026-09", finalAt("2026-09"));
    const [counted] = await readMonths(own, "2026-09", "2026-09");
    expect(sorted(counted?.rows ?? [])).toEqual(
      sorted(await recountFromLog(own, "2026-09", finalAt("2026-09"))),
    );
  });

  test("an ended month is counted again for three days, and then no more", async () => {
    const [november] = await readMonths(db, "2026-11", "2026-11");
    expect(november?.isFinal).toBe(false);
    await db.execute(sql`delete from counted_months where month < '2026-11-01'`);
    await countMonths(db, new Date("2026-12-03T16:59:59.000Z"));
    expect((await listMonths(db)).find(({ month }) => month === "2026-11")?.isFinal).toBe(false);
    const later = new Date("2026-12-03T17:00:00.000Z");
    await countMonths(db, later);
    expect((await listMonths(db)).map(({ month, isFinal }) => [month, isFinal])).toEqual([
      ["2026-12", false],
      ...["2026-11", "2026-10", "2026-09", "2026-08"].map((month) => [month, true]),
    ]);
    const before = await readMonths(db, "2026-10", "2026-11");
    await write(db, generateRows({ cases: 20, edges: [new Date("2026-10-10T00:00:00.000Z")], seed: 9 }));
    await countMonths(db, new Date("2026-12-05T00:00:00.000Z"));
    expect(await readMonths(db, "2026-10", "2026-11")).toEqual(before);
    expect(await countMonth(db, "2026-10", later)).toBe(false);
  });

  test("reports stored late, by a clock that is ahead, or moved after their hour was counted, are counted once", async () => {
    const at = (time: string) => new Date(`2024-05-10T${time}.000Z`);
    const store = async (no: number, receivedAt: Date) => {
      const all = noRows(receivedAt);
      const row = caseRow(randomUUID(), "x", "JUDI", receivedAt, 5_000 + no);
      all.cases.push(row);
      addReport(
        all,
        row,
        { personId: all.people[0]?.id ?? "", category: "JUDI" },
        receivedAt,
        () => undefined,
      );
      await write(db, all);
      return all.reports[0]?.id ?? "";
    };
    const counted = async (time: string) => {
      await countMonth(db, "2024-05", at(time));
      const [month] = await readMonths(db, "2024-05", "2024-05");
      const rows = month?.rows.map(({ category, figures }) => [category, figures.counts.reports]);
      return Object.fromEntries(rows?.filter(([, reports]) => reports !== undefined) ?? []);
    };
    await store(1, at("08:59:59"));
    await store(2, at("10:00:02"));
    expect(await counted("10:00:01")).toEqual({ JUDI: 1 });
    const late = await store(3, at("08:59:58"));
    expect(await counted("10:00:03")).toEqual({ JUDI: 3 });
    await db.execute(sql`update reports set category = 'HOAKS' where id = ${late}`);
    expect(await counted("11:30:00")).toEqual({ JUDI: 2, HOAKS: 1 });
    await checkCounts(db, at("12:00:00"));
  });

  test("a count that is cut off leaves its hours to the next one", async () => {
    const until = new Date("2027-01-01T00:00:00.000Z");
    await db.execute(
      sql`insert into changed_report_hours select distinct date_trunc('hour', received_at, 'UTC') from reports`,
    );
    await db.execute(sql`update report_hours set reports = 0`);
    const killed = db.transaction(async (tx) => {
      await countReportHours(tx, until);
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    await checkCounts(db, until);
  });

  test("an approval that ends a watch is no reversal", async () => {
    const all = generateRows({ cases: 200, edges: [new Date("2023-05-15T00:00:00.000Z")], seed: 10 });
    const made = all.decisions.filter(({ reverses }) => reverses !== undefined);
    const ends = made.filter((_one, place) => place % 2 === 0);
    for (const end of ends) Object.assign(end, { act: "approve", why: null });
    expect(ends.length).toBeGreaterThan(2);
    await write(db, all);
    const at = finalAt("2023-05");
    await countMonth(db, "2023-05", at);
    const [may] = await readMonths(db, "2023-05", "2023-05");
    const counted = may?.rows.reduce((sum, { figures }) => sum + (figures.counts.reversals ?? 0), 0);
    expect(counted).toBe(made.length - ends.length);
    expect(sorted(may?.rows ?? [])).toEqual(sorted(await recountFromLog(db, "2023-05", at)));
  });

  test("an event at midnight in Jakarta belongs to the month that starts", async () => {
    const edge = new Date("2025-03-31T17:00:00.000Z");
    const all = noRows(new Date(0));
    for (const ms of [-1, 0, 0])
      requestRow(all, { site: "telegram", category: "TERORISME", sentAt: new Date(edge.getTime() + ms) });
    await write(db, all);
    for (const month of ["2025-03", "2025-04"]) await countMonth(db, month, endOfMonth(month));
    const months = await readMonths(db, "2025-03", "2025-04");
    expect(months.map(({ rows }) => rows[0]?.figures.counts["requests.sent"])).toEqual([1, 2]);
  });

  test("reads a finished day again only after it changed, and keeps one mark of a running one", async () => {
    const own = (await stores.open()).db;
    const at = (time: string) => new Date(`2024-07-${time}:00.000Z`);
    const all = noRows(at("10T05:00"));
    for (let no = 0; no < 3; no++) all.cases.push(caseRow(randomUUID(), "x", "JUDI", at("10T05:00"), no));
    await write(own, all);
    for (let no = 3; no < 6; no++)
      await write(own, {
        ...noRows(at("12T05:00")),
        cases: [caseRow(randomUUID(), "x", "SPAM", at("12T05:00"), no)],
      });
    const opened = async (time: string) => {
      await countMonth(own, "2024-07", at(time));
      const [month] = await readMonths(own, "2024-07", "2024-07");
      return Object.fromEntries(
        month?.rows.map(({ category, figures }) => [category, figures.counts["cases.opened"]]) ?? [],
      );
    };
    expect(await opened("12T06:00")).toEqual({ JUDI: 3, SPAM: 3 });
    expect(await own.select().from(changedDays)).toEqual([{ day: "2024-07-12", since: null }]);
    await own.execute(
      sql`update day_figures set figures = jsonb_set(figures, '{counts,cases.opened}', '50')`,
    );
    expect(await opened("12T06:05")).toEqual({ JUDI: 50, SPAM: 3 });
    await own.execute(sql`update cases set category = 'HOAKS' where id = ${all.cases[0]?.id}`);
    expect(await opened("12T06:10")).toEqual({ HOAKS: 1, JUDI: 2, SPAM: 3 });
  });

  test("after a figure has changed its meaning, the days of months that are not final are counted again", async () => {
    const own = (await stores.open()).db;
    const at = (time: string) => new Date(`2024-${time}:00.000Z`);
    const all = noRows(at("07-10T05:00"));
    for (const [no, time] of ["05-10T05:00", "07-10T05:00"].entries())
      all.cases.push(caseRow(randomUUID(), "x", "JUDI", at(time), no));
    await write(own, all);
    const counted = async (time: string) => {
      await countMonths(own, at(time));
      const months = await readMonths(own, "2024-05", "2024-07");
      return months.map(({ rows }) => rows[0]?.figures.counts["cases.opened"] ?? 0);
    };
    expect(await counted("07-12T05:00")).toEqual([1, 0, 1]);
    await own.execute(
      sql`update day_figures set figures = jsonb_set(figures, '{counts,cases.opened}', '50')`,
    );
    expect(await counted("07-12T06:00")).toEqual([1, 0, 50]);
    await own.execute(sql`update settings set value = '1' where name = 'figures-rules'`);
    expect(await counted("07-12T07:00")).toEqual([1, 0, 1]);
    await own.execute(
      sql`update day_figures set figures = jsonb_set(figures, '{counts,cases.opened}', '50')`,
    );
    expect(await counted("07-12T08:00")).toEqual([1, 0, 50]);
  });

  test("a rejection and its reversal keep the category that the case had when it was confirmed", async () => {
    const own = (await stores.open()).db;
    const at = (day: string) => new Date(`2024-08-${day}T05:00:00.000Z`);
    const all = noRows(at("05"));
    const row = caseRow(randomUUID(), "x", "JUDI", at("05"), 1);
    all.cases.push(row);
    const [, vlogger] = all.people;
    const report = (to: GeneratedRows, category: CategoryCode, day: string) =>
      addReport(to, row, { personId: vlogger?.id ?? "", category }, at(day), () => undefined);
    report(all, "JUDI", "05");
    report(all, "SPAM", "05");
    const rejection: GeneratedRows["decisions"][number] = {
      id: randomUUID(),
      caseId: row.id,
      spot: row.spot,
      personId: vlogger?.id ?? "",
      at: at("06"),
      digest: "",
      act: "reject",
      state: "confirmed",
      basis: [],
      elements: [],
      exceptions: [],
      reason: "",
      canned: false,
      why: "criticism",
      answeredAt: at("06"),
    };
    const reversal = {
      ...rejection,
      id: randomUUID(),
      act: "escalate" as const,
      why: null,
      answeredAt: at("09"),
    };
    all.decisions.push(rejection, { ...reversal, reverses: rejection.id });
    await write(own, all);
    const counted = async (time: Date) => {
      await countMonth(own, "2024-08", time);
      const [month] = await readMonths(own, "2024-08", "2024-08");
      const names = ["rejected.criticism", "flags.decided", "reversals"] as const;
      return month?.rows.flatMap(({ category, figures }) =>
        names.filter((name) => figures.counts[name]).map((name) => `${name} ${category}`),
      );
    };
    const expected = ["flags.decided JUDI", "rejected.criticism JUDI", "reversals JUDI"];
    expect((await counted(at("10")))?.sort()).toEqual(expected);
    const later = { ...noRows(at("11")), people: [], channels: [], devices: all.devices };
    report(later, "TERORISME", "11");
    await write(own, { ...later, devices: [] });
    await own.execute(sql`update cases set category = 'TERORISME' where id = ${row.id}`);
    expect((await counted(at("12")))?.sort()).toEqual(expected);
    await checkMonths(own, at("12"));
  });

  test("a reviewer who reported the case, decided it, or is tied to who did either, takes no side in the figures", async () => {
    const own = (await stores.open()).db;
    const at = (day: string) => new Date(`2024-09-${day}T05:00:00.000Z`);
    const all = noRows(at("01"));
    const person = (role: "supervisor" | "vlogger" | "officer", invitedBy: string | null = null) => {
      const id = randomUUID();
      all.people.push({ id, name: role, role, createdAt: at("01"), invitedBy });
      return id;
    };
    const [boss, second, officer] = [person("supervisor"), person("supervisor"), person("officer")];
    const sibling = person("supervisor", boss);
    const counted = (
      voter: string,
      { reporter = officer, proposer = boss, category = "JUDI" as CategoryCode },
      voices: readonly Partial<GeneratedRows["reviews"][number]>[] = [{}],
    ) => {
      const row = caseRow(randomUUID(), "youtube", category, at("02"), all.cases.length);
      all.cases.push(row);
      const note = (when: Date, act: string, detail: Record<string, unknown>) =>
        all.log.push({
          ...{ caseId: row.id, spot: row.spot, seq: all.log.length, at: when, by: "uji", act, detail },
          ...{ previous: "", hash: "" },
        });
      addReport(all, row, { personId: reporter, category }, at("02"), note);
      for (const voice of voices)
        all.reviews.push({
          ...{ id: randomUUID(), caseId: row.id, spot: row.spot, personId: voter, at: at("03"), digest: "" },
          ...{ reason: "", timecodes: [], elements: {}, verdict: "does-not", weight: 0.2, trial: false },
          ...voice,
        });
      const id = randomUUID();
      all.decisions.push({
        ...{
          id,
          caseId: row.id,
          spot: row.spot,
          personId: proposer,
          at: at("04"),
          digest: "",
          category: null,
        },
        ...{ act: "reject", why: "criticism", state: "confirmed", answeredBy: second, answeredAt: at("05") },
        ...{ basis: [], elements: [], exceptions: [], reason: "", canned: false },
      });
      note(at("05"), "decision-confirmed", { decision: id });
    };
    const invited = person("vlogger", boss);
    const voter = person("vlogger");
    counted(voter, { category: "JUDI" });
    counted(voter, { category: "SPAM", reporter: voter });
    counted(invited, { category: "HOAKS" });
    counted(invited, { category: "HOAKS", proposer: sibling });
    counted(invited, { category: "NARKOTIKA", reporter: boss, proposer: second });
    counted(second, { category: "PENIPUAN" });
    counted(boss, { category: "PENIPUAN" });
    counted(invited, { category: "PORNO", proposer: second });
    const other = (weight: number, verdict: "violates" | "does-not") => ({
      ...{ personId: person("vlogger"), weight, verdict },
    });
    // A participant's or a paused person's review; two beginners against a trusted reviewer; two against one.
    counted(voter, { category: "TERORISME" }, [{ weight: 0 }]);
    counted(voter, { category: "SEPARATISME" }, [{}, other(0.2, "does-not"), other(0.9, "violates")]);
    counted(voter, { category: "HKI" }, [{}, other(0.2, "does-not"), other(0.2, "violates")]);
    await write(own, all);
    await countMonth(own, "2024-09", at("10"));
    const [month] = await readMonths(own, "2024-09", "2024-09");
    const sides = month?.rows.map(({ category, figures: { counts } }) => [
      category,
      [counts["flags.decided"] ?? 0, counts["flags.agreed"] ?? 0],
    ]);
    expect(Object.fromEntries(sides ?? [])).toEqual({
      ...{ JUDI: [1, 1], SPAM: [1, 0], HOAKS: [2, 0], NARKOTIKA: [1, 0], PENIPUAN: [2, 0], PORNO: [1, 1] },
      ...{ TERORISME: [1, 0], SEPARATISME: [1, 0], HKI: [1, 1] },
    });
    expect(sorted(month?.rows ?? [])).toEqual(sorted(await recountFromLog(own, "2024-09", at("10"))));
  });

  // With few changes between two counts, none can hide that another one marked no day.
  test.each([
    { seed: 11, counts: 10, changes: 15 },
    { seed: 17, counts: 40, changes: 3 },
    { seed: 112, counts: 40, changes: 3 },
  ])(
    "after changes of seed $seed, months counted by days equal those counted from the records",
    {
      timeout: 120_000,
    },
    async ({ seed, counts, changes }) => {
      const own = (await stores.open()).db;
      const edges = ["2026-10", "2026-11"].map(startOfMonth);
      const rows = generateRows({ cases: 80, edges, seed });
      await write(own, rows);
      const random = mulberry32(seed + 1);
      const [first = new Date(0)] = edges;
      let now = first.getTime();
      // Some of the times are later than the next counts, as of a replica whose clock is ahead.
      const time = () => new Date(now + (random() - 0.85) * 6 * 86_400_000);
      const names = Object.keys(countActs);
      for (let round = 0; round < counts; round++) {
        now += ((random() * 80) / counts) * 86_400_000;
        for (let no = 0; no < changes; no++) {
          const name = names[Math.floor(random() * names.length)] ?? "";
          await countActs[name]?.({ db: own, rows, random, time });
        }
        await checkMonths(own, new Date(now));
      }
    },
  );
});
