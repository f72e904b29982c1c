/** The public pages: what they say of a month, what they hide, and that they stay. */

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { countMonth } from "../../../../intake/statistics/store/count-months.ts";
import {
  type IntakeKit,
  origin,
  socketFrom,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { Figures } from "../../../../utils/shared/contract/figures.ts";
import {
  type PublicFigures,
  type PublicRow,
  publicCounts,
  publicFigures,
} from "../../../../utils/shared/contract/public-figures.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { texts } from "../../../../utils/shared/i18n/text.ts";
import { finalAt } from "../../../../utils/shared/policy/jakarta-months.ts";
import { caseRow, noRows, write } from "../../../support/figures-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let stores: TestStores;
let kit: IntakeKit;
let chief: TestDevice;

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await kit.app.request(origin + path, { headers });
  return { response, body: await response.text() };
};

beforeAll(async () => {
  stores = await openTestStores("postgres");
  kit = await startKit(await stores.open());
  chief = await kit.enrolled("supervisor");
});

afterAll(async () => {
  await kit?.close();
  await stores?.close();
});

test("has a page without a month before the first count", async () => {
  expect((await get("/angka")).body).toContain("Belum ada bulan");
  expect((await get("/angka/2026-11")).response.status).toBe(404);
  expect((await chief.call("GET", "/v1/board")).problem).toBe("month-unknown");
  expect((await chief.call("GET", "/v1/figures")).body).toEqual({ months: [] });
});

describe("a month that was counted", () => {
  beforeAll(async () => {
    const all = noRows(new Date(0));
    const at = new Date("2026-10-12T05:00:00.000Z");
    const add = (site: "telegram" | "x" | "youtube", n: number) => {
      for (let i = 0; i < n; i++)
        all.cases.push(caseRow(crypto.randomUUID(), site, "JUDI", at, all.cases.length));
    };
    add("telegram", 17);
    add("x", 3);
    add("youtube", 12);
    await write(kit.store.db, all);
    await countMonth(kit.store.db, "2026-10", finalAt("2026-10"));
    await countMonth(kit.store.db, "2026-11", new Date("2026-11-25T03:00:00.000Z"));
  });

  test("its JSON holds to the schema, and the small number cannot be worked out", async () => {
    const { response, body } = await get("/angka/2026-10.json");
    expect(response.headers.get("content-type")).toContain("application/json");
    const read = publicFigures.parse(JSON.parse(body));
    expect(read).toMatchObject({ month: "2026-10", final: true });
    expect(read.counts.map(({ name }) => name)).toEqual(publicCounts);
    const opened = read.counts.find(({ name }) => name === "cases.opened");
    expect(opened).toMatchObject({ total: 30, categories: { JUDI: 30, HOAKS: 0 } });
    // Three on X: with it goes the first other one.
    expect(opened?.sites).toEqual({ facebook: 0, youtube: null, x: null, telegram: 15 });
    const schema = JSON.parse((await get("/angka/skema.json")).body);
    expect(schema.properties).toHaveProperty("counts");
  });

  test("its CSV has a row for each number, and marks hidden ones", async () => {
    const lines = (await get("/angka/2026-10.csv")).body.trimEnd().split("\r\n");
    expect(lines[0]).toBe("month,final,kind,name,by,of,value,hidden");
    expect(lines).toContain("2026-10,true,count,cases.opened,site,telegram,15,false");
    expect(lines).toContain("2026-10,true,count,cases.opened,site,x,,true");
    expect(new Set(lines.map((line) => line.split(",").length))).toEqual(new Set([8]));
  });

  test("its page has no script, uses both languages, and shows the CSV's data", async () => {
    const page = (await get("/angka/2026-10")).body;
    expect(page).toContain('<html lang="id">');
    expect(page).toContain("Angka per bulan: Oktober 2026");
    expect(page).not.toMatch(/<script|style="|onclick/i);
    expect(page).toMatch(
      /Kasus dibuka<\/th><td data-head="Semua">30<\/td><td data-head="Facebook">0<\/td><td data-head="YouTube"><span/,
    );
    const { counts } = JSON.parse((await get("/angka/2026-10.json")).body) as PublicFigures;
    const zeros = counts.filter((row) => [row.total, ...Object.values(row.sites)].every((n) => n === 0));
    expect(zeros.length).toBeGreaterThan(3);
    const [, folded = ""] = /<details>(.+?)<\/details>/s.exec(page) ?? [];
    expect(folded).toContain(`Nol dalam bulan ini: ${zeros.length} ukuran`);
    expect(folded.match(/<li>/g)).toHaveLength(zeros.length);
    expect(page.match(/data-head="Semua">0</g)).toBeNull();
    const english = (await get("/angka/2026-10?language=en")).body;
    expect(english).toContain("Numbers by month: October 2026");
    expect(english).toContain("An answer that a person enters counts at the time that this person gives");
    expect(english).toContain("Every report counts, also if one person reports the same post several times");
    expect(page).toContain("Jawaban yang dicatat petugas dihitung pada waktu yang ia sebut");
    expect(page).toContain(
      "Setiap laporan dihitung, juga bila orang yang sama melaporkan satu kiriman beberapa kali",
    );
    expect(english).toContain('href="/angka/2026-11?language=en"');
    expect((await get("/angka/2026-10?language=xx")).body).toBe(page);
  });

  test("is on the first page if it is the newest; a running month is rounded down and marked", async () => {
    const page = (await get("/angka")).body;
    expect(page).toContain("November 2026");
    expect(page).toContain("Angka bulan ini masih sementara");
    await kit.store.db.execute(sql`insert into month_figures values
      ('2026-11-01', 'x', 'JUDI', '{"version":1,"counts":{"reports":13},"minutes":{"action":{"60":4}}}')`);
    await kit.store.db.execute(sql`update counted_months set counted_at = now() where month = '2026-11-01'`);
    const read = publicFigures.parse(JSON.parse((await get("/angka/2026-11.json")).body));
    expect(read.counts.find(({ name }) => name === "reports")).toMatchObject({ total: 10, sites: { x: 10 } });
    expect(read.medians.find(({ name }) => name === "action")?.total).toBeNull();
  });

  test("splits a category's reports by sub-reason so that no small number can be worked out", async () => {
    const put = async (reports: number, subReasons: Record<string, number>) => {
      const counted = { version: 1, counts: { reports }, minutes: {}, subReasons };
      await kit.store.db.execute(
        sql`delete from month_figures where month = '2026-10-01' and category = 'PENIPUAN'`,
      );
      await kit.store.db.execute(sql`insert into month_figures values
        ('2026-10-01', 'x', 'PENIPUAN', ${JSON.stringify(counted)}::jsonb)`);
      await kit.store.db.execute(
        sql`update counted_months set counted_at = now() where month = '2026-10-01'`,
      );
      return publicFigures.parse(JSON.parse((await get("/angka/2026-10.json")).body)).subReasons;
    };
    expect(await put(19, { peniruan: 19 })).toEqual([]);
    const zero = { "jual-beli": 0, "pencurian-data": 0, other: 0 };
    expect(await put(60, { peniruan: 40, pemerasan: 20 })).toEqual([
      { category: "PENIPUAN", reasons: { none: 0, ...zero, peniruan: 40, pemerasan: 20 } },
    ]);
    // Three alone could be worked out from the sum, so others are hidden with them.
    const [split] = await put(60, { peniruan: 37, pemerasan: 3 });
    expect(split?.reasons).toMatchObject({ none: null, peniruan: 35, pemerasan: null });
    expect((await get("/angka/2026-10.csv")).body).toContain(
      "2026-10,true,sub-reason,peniruan,category,PENIPUAN,35,false",
    );
    const page = (await get("/angka/2026-10?language=en")).body;
    expect(page).toContain("Reports by narrower reason: Online fraud / extortion");
    expect(page).toMatch(/Impersonation<\/th><td data-head="All">35<\/td>/);
  });

  test("is answered with 304 until it is counted again", async () => {
    for (const form of ["", ".json", ".csv"]) {
      const { response } = await get(`/angka/2026-11${form}`);
      const etag = response.headers.get("etag") ?? "";
      const again = await get(`/angka/2026-11${form}`, { "If-None-Match": etag });
      expect([again.response.status, again.body]).toEqual([304, ""]);
    }
    const etag = (await get("/angka/2026-11.json")).response.headers.get("etag") ?? "";
    await countMonth(kit.store.db, "2026-11", new Date("2027-11-26T03:00:00.000Z"));
    const later = await get("/angka/2026-11.json", { "If-None-Match": etag });
    expect(later.response.status).toBe(200);
    expect(publicFigures.parse(JSON.parse(later.body)).final).toBe(true);
  });

  test.each(["/angka/2026-13", "/angka/2026-09", "/angka/x.csv", "/angka/2026-10.xml", "/angka/%00"])(
    "%s is no month",
    async (path) => {
      expect((await get(path)).response.status).toBe(404);
    },
  );

  test("the board and the figures are limited to people with access, and hide nothing from them", async () => {
    const board = (await chief.call("GET", "/v1/board?month=2026-10")).body;
    expect(board).toMatchObject({ month: "2026-10", isFinal: true, months: ["2026-11", "2026-10"] });
    const { months } = (await chief.call("GET", "/v1/figures?from=2026-10&to=2026-11")).body;
    const counts = months[0].rows.map((row: { figures: { counts: object } }) => row.figures.counts);
    expect(counts).toContainEqual({ "cases.opened": 3 });
    expect((await chief.call("GET", "/v1/figures?from=2020-01&to=2026-11")).problem).toBe("invalid-input");
    const officer = await kit.enrolled("officer");
    for (const path of ["/v1/board", "/v1/figures"])
      expect((await officer.call("GET", path)).problem).toBe("role-forbidden");
    expect(Object.keys(texts.id)).toContain("problem.month-unknown");
  });
});

describe("the share done before the limit", () => {
  const put = async (month: string, isFinal: boolean, counts: Record<string, number>) => {
    const counted = JSON.stringify({ version: 1, counts, minutes: {} });
    await kit.store.db.execute(sql`insert into counted_months values (${month}::date, now(), ${isFinal})`);
    await kit.store.db.execute(
      sql`insert into month_figures values (${month}::date, 'x', 'JUDI', ${counted}::jsonb)`,
    );
  };
  const chartOf = (page: string) => /<table class="kept">(.+?)<\/table>/s.exec(page)?.[1] ?? "";

  beforeAll(async () => {
    // The 30 late ones are among the 45, or among those of an earlier month.
    await put("2027-01-01", true, { "items.in-time": 55, "items.late": 30, "items.overdue": 45 });
    await put("2027-02-01", true, { "items.in-time": 40, "items.overdue": 3 });
    await put("2027-03-01", true, { "items.in-time": 4 });
    await put("2027-04-01", false, { "items.in-time": 30, "items.overdue": 30 });
    await put("2026-12-01", true, { "items.in-time": 10, "items.late": 10, "items.overdue": 10 });
    const leftOut = { "items.refused": 45, "items.restricted": 3, "items.not-found": 10 };
    await put("2027-07-01", true, { "items.in-time": 5, ...leftOut });
  });

  test("is a bar per month with share, range and goal, and the same in words", async () => {
    const page = (await get("/angka/2027-04")).body;
    const chart = chartOf(page);
    const [row = ""] = chart.match(/<tr>\s*<th scope="row">Januari 2027.+?<\/tr>/s) ?? [];
    expect(row).toContain('<rect class="bar-kept" x="0" y="3" width="55" height="14" />');
    expect(row).toMatch(/class="bar-range" x1="43\.4" x2="65\.8"/);
    expect(row).toContain('class="bar-goal" x1="90" x2="90"');
    expect(row.match(/<td>[^<]+/g)).toEqual(["<td>55%", "<td>43%–66%", "<td>55 dari 100"]);
    expect(page).toContain("ukuran kementerian, 90%");
    expect(chartOf((await get("/angka/2027-04?language=en")).body)).toContain("<td>55 of 100</td>");
  });

  const rowOf = async (month: string, name: string) => {
    const rows = chartOf((await get(`/angka/${month}?language=en`)).body).match(/<tr>.+?<\/tr>/gs) ?? [];
    return rows.find((row) => row.includes(name)) ?? "";
  };

  test("counts an item once that was acted on after its limit", async () => {
    const row = await rowOf("2026-12", "December 2026");
    expect(row).toContain("<td>50%</td>");
    expect(row).toContain("<td>10 of 20</td>");
  });

  test("says how many items are left out, so that 100% does not look like all of them", async () => {
    const row = await rowOf("2027-07", "July 2027");
    expect(row).toContain("<td>100%</td>");
    expect(row).toContain("<td>5 of 5</td>");
    expect(row).toContain("Refused by the platform: 45");
    expect(row).toContain("Only restricted in Indonesia: <span");
    expect(row).toContain("Not found by the platform: 10");
    expect(row).not.toContain("Gone already");
    expect(await rowOf("2027-07", "January 2027")).toContain(
      '<td class="left-out" data-head="Other answers">0</td>',
    );
    for (const [language, words] of [
      ["id", "Karena itu 100% tidak berarti bahwa semua ditindak"],
      ["en", "So 100% does not mean that all were acted on"],
    ])
      expect((await get(`/angka/2027-07?language=${language}`)).body).toContain(words);
  });

  test("hides a month of which a part is hidden or too small, and leaves out the running one", async () => {
    const chart = chartOf((await get("/angka/2027-04")).body);
    for (const month of ["Februari 2027", "Maret 2027"])
      expect(chart).toMatch(new RegExp(`${month}</th><td></td><td colspan="3"><span aria-hidden="true">•`));
    expect(chart).not.toContain("April 2027");
    expect(chart).not.toMatch(/40 dari|dari 43/);
  });

  test("is absent where no month has a share", async () => {
    expect((await get("/angka/2026-10")).body).not.toContain('class="kept"');
    const january = chartOf((await get("/angka/2027-01")).body);
    expect(january).toContain("Januari 2027");
    expect(january).not.toContain("Februari 2027");
  });
});

async function putMonth(
  month: string,
  isFinal: boolean,
  rows: readonly (readonly [SiteId, CategoryCode, Record<string, number>, Figures["minutes"]?])[],
): Promise<PublicFigures> {
  await kit.store.db.execute(
    sql`insert into counted_months values (${`${month}-01`}::date, now(), ${isFinal})`,
  );
  for (const [site, category, counts, minutes = {}] of rows)
    await kit.store.db.execute(sql`insert into month_figures values (${`${month}-01`}::date, ${site}, ${category},
      ${JSON.stringify({ version: 1, counts, minutes })}::jsonb)`);
  return publicFigures.parse(JSON.parse((await get(`/angka/${month}.json`)).body));
}

test("rounds what the register lists, so that the difference shows no decisions that it leaves out", async () => {
  const { counts } = await putMonth("2027-06", true, [
    ["x", "PORNO_ANAK", { "cases.approved": 7, "rejected.criticism": 8, reports: 8 }],
    ["x", "JUDI", { "cases.approved": 41, "rejected.criticism": 33, reports: 33 }],
  ]);
  const of = (wanted: string) => counts.find(({ name }) => name === wanted);
  expect(of("cases.approved")).toMatchObject({ total: 45, sites: { x: 45 }, categories: { JUDI: 40 } });
  expect(of("rejected.criticism")).toMatchObject({ total: 40, sites: { x: 40 }, categories: { JUDI: 30 } });
  expect(of("reports")).toMatchObject({ total: 40, categories: { PORNO_ANAK: 5 } });
  for (const [language, words] of [
    ["id", "Semua jumlah dibulatkan ke bawah ke kelipatan lima"],
    ["en", "All counts are rounded down to a multiple of five"],
  ])
    expect((await get(`/angka/2027-06?language=${language}`)).body).toContain(words);
});

test("rounds all that follows from a decision, because the register lists the other decisions", async () => {
  const each = (n: number) => Object.fromEntries(publicCounts.map((name) => [name, n]));
  const { counts } = await putMonth("2027-08", true, [
    ["telegram", "PORNO_ANAK", each(3)],
    ["telegram", "JUDI", each(14)],
  ]);
  for (const { name, total, sites } of counts) expect([name, total, sites.telegram]).toEqual([name, 15, 15]);
});

test("rounds a count and its part, so that their difference is no small number", async () => {
  const { counts } = await putMonth("2027-09", true, [
    ["x", "JUDI", { reports: 31, "flags.received": 30, "items.proven": 9, "items.stated": 8 }],
  ]);
  const of = (wanted: string) => counts.find(({ name }) => name === wanted);
  for (const [all, part, n] of [
    ["reports", "flags.received", 30],
    ["items.proven", "items.stated", 5],
  ] as const) {
    expect(of(all)).toMatchObject({ total: n, sites: { x: n }, categories: { JUDI: n } });
    expect(of(part)).toMatchObject({ total: n, sites: { x: n }, categories: { JUDI: n } });
  }
});

test("shows a median only where the number of its times is shown", async () => {
  const read = await putMonth("2027-10", true, [
    ["x", "PORNO_ANAK", { "flags.decided": 1 }, { flag: { 64: 1 }, action: { 240: 2 } }],
    ["x", "JUDI", { "flags.decided": 5 }, { flag: { 128: 5 }, action: { 1280: 4, 1440: 4 } }],
    ["x", "PENIPUAN", {}, { action: { 80: 9 } }],
  ]);
  const hiddenIn = (row: PublicRow | undefined) =>
    Object.entries(row?.categories ?? {}).flatMap(([code, n]) => (n === null ? [code] : []));
  const decided = read.counts.find(({ name }) => name === "flags.decided");
  expect([decided?.total, hiddenIn(decided)]).toEqual([5, ["PORNO_ANAK", "JUDI"]]);
  const median = (wanted: string) => read.medians.find(({ name }) => name === wanted);
  expect(median("flag")).toMatchObject({ total: 128, sites: { x: 128 }, categories: { JUDI: null } });
  // Two are too few, and with them go the first other ones, as with counts.
  expect(median("action")).toMatchObject({
    total: 240,
    categories: { PORNO_ANAK: null, PENIPUAN: null, JUDI: 1_280 },
  });
  expect(median("acknowledge")).toMatchObject({ total: null, categories: { JUDI: null } });
});

test("has no medians of a running month, because they move with each event", async () => {
  const rows = [["x", "JUDI", {}, { flag: { 128: 50 }, action: { 1280: 50 } }]] as const;
  const { medians } = await putMonth("2027-11", false, rows);
  for (const { total, sites, categories } of medians)
    expect([total, ...Object.values({ ...sites, ...categories })].every((n) => n === null)).toBe(true);
  const page = (await get("/angka/2027-11?language=en")).body;
  expect(page).not.toContain("Median times</h2>");
  expect(page).toContain("Median times follow once the month is final.");
  expect((await get("/angka/2027-10?language=en")).body).toContain("Median times</h2>");
});

test("does not split a category whose sum is hidden to protect another", async () => {
  const put = async (category: string, reports: number, subReasons: Record<string, number> = {}) => {
    const counted = JSON.stringify({ version: 1, counts: { reports }, minutes: {}, subReasons });
    await kit.store.db.execute(
      sql`insert into month_figures values ('2027-05-01', 'x', ${category}, ${counted}::jsonb)`,
    );
  };
  await kit.store.db.execute(sql`insert into counted_months values ('2027-05-01'::date, now(), true)`);
  await put("PORNO_ANAK", 2);
  await put("SPAM", 100, { berulang: 70, "akun-palsu": 30 });
  await put("JUDI", 130);
  await put("PENIPUAN", 60, { peniruan: 60 });
  const { counts, subReasons } = publicFigures.parse(JSON.parse((await get("/angka/2027-05.json")).body));
  expect(counts.find(({ name }) => name === "reports")).toMatchObject({
    total: 290,
    categories: { PORNO_ANAK: null, SPAM: null, JUDI: 130, PENIPUAN: 60 },
  });
  expect(subReasons.map(({ category }) => category).sort()).toEqual(["JUDI", "PENIPUAN"]);
  expect((await get("/angka/2027-05.csv")).body).not.toContain(",category,SPAM,70,");
});

test("is limited by address like the other open pages", async () => {
  const was = kit.intake.rates;
  const rates = createRates({ ...defaultRates, address: { perSecond: 1 / 3_600, burst: 3 } });
  Object.assign(kit.intake, { rates });
  try {
    const ask = async (path: string) => kit.app.request(origin + path, {}, socketFrom("203.0.113.9"));
    for (const path of ["/angka", "/angka/2020-01", "/angka/2020-01.json"]) await ask(path);
    const response = await ask("/angka");
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  } finally {
    Object.assign(kit.intake, { rates: was });
  }
});
