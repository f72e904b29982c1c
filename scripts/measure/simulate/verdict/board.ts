/** Compares the published numbers with what happened: every month, the board, and the log kept outside. */

import { asc } from "drizzle-orm";
import { countedMonths } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { readMonths } from "../../../../intake/statistics/store/read-months.ts";
import { recountFromLog } from "../../../../intake/statistics/store/recount.ts";
import type { Board, CommitmentRow } from "../../../../utils/shared/contract/board.ts";
import type { Figures, FiguresRow, Steps } from "../../../../utils/shared/contract/figures.ts";
import { commitments } from "../../../../utils/shared/policy/commitments.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import type { TestDevice } from "../../../dev/kits/intake-kit.ts";
import type { Deeds } from "../record.ts";
import { type Count, type Counted, countMonth } from "./count.ts";
import type { Raw } from "./raw.ts";
import { lastRun } from "./replay.ts";

interface Month {
  month: string;
  countedAt: Date;
}

export async function compareBoard(
  { db, reader }: { db: Db; reader: TestDevice },
  raw: Raw,
  deeds: Deeds,
): Promise<string[]> {
  const days = await db.select().from(countedMonths).orderBy(asc(countedMonths.month));
  const months: Month[] = days.map(({ month, countedAt }) => ({ month: month.slice(0, 7), countedAt }));
  if (months.length === 0) return ["no month was counted"];
  const faults: string[] = [];
  const counts = new Map<string, Count>();
  const shown: FiguresRow[] = [];
  for (const { month, countedAt } of months) {
    const count = countMonth(raw, month, countedAt.getTime());
    counts.set(month, count);
    const [counted] = await readMonths(db, month, month);
    const rows = counted?.rows ?? [];
    shown.push(...rows);
    faults.push(...compareRows(month, rows, count));
    faults.push(...compareSlow(month, rows, await recountFromLog(db, month, countedAt)));
  }
  for (const { month } of months) faults.push(...(await compareShown(reader, month, counts)));
  return [...faults, ...compareDeeds(shown, raw, deeds)];
}

function compareRows(month: string, rows: readonly FiguresRow[], count: Count): string[] {
  const known = new Map(rows.map((row) => [`${row.site} ${row.category}`, row.figures]));
  return [...new Set([...known.keys(), ...count.keys()])].flatMap((place) => {
    const { counts = new Map<string, number>(), times = new Map<string, number[]>() } =
      count.get(place) ?? ({} as Partial<Counted>);
    const figures: Partial<Figures> = known.get(place) ?? {};
    const said = new Map(Object.entries(figures.counts ?? {}));
    const names = [...new Set([...said.keys(), ...counts.keys()])];
    const wrong = names.filter((name) => said.get(name) !== counts.get(name));
    const steps = new Map(Object.entries(figures.minutes ?? {}));
    const timed = [...new Set([...steps.keys(), ...times.keys()])];
    return [
      ...wrong.map((name) => `${month} ${place} ${name}: ${said.get(name)}, expected ${counts.get(name)}`),
      ...timed
        .filter((name) => !fits(steps.get(name) ?? {}, times.get(name) ?? []))
        .map((name) => `${month} ${place}: the times of ${name} differ`),
    ];
  });
}

/** Checks that times match a histogram: same count, each time in its step. A step ends an eighth above its start, at most. */
function fits(steps: Steps, times: readonly number[]): boolean {
  const ends = Object.entries(steps).flatMap(([end, n]) => Array.from({ length: n }, () => Number(end)));
  const [stepped, told] = [ends, [...times]].map((all) => all.sort((one, other) => one - other));
  return (
    stepped?.length === told?.length &&
    (stepped ?? []).every((end, at) => {
      const minutes = Math.max(told?.[at] ?? 0, 1);
      return minutes <= end && minutes > (end * 8) / 9;
    })
  );
}

function compareSlow(month: string, rows: readonly FiguresRow[], slow: readonly FiguresRow[]): string[] {
  const toText = (all: readonly FiguresRow[]) =>
    all.map(({ site, category, figures }) => `${site} ${category} ${canonicalJson(figures)}`).sort();
  const [fast, found] = [toText(rows), toText(slow)];
  return fast.length === found.length && fast.every((line, at) => line === found[at])
    ? []
    : [`${month}: the intake's own recount differs`];
}

/** The numbers that a supervisor sees on the month's board. */
async function compareShown(
  reader: TestDevice,
  month: string,
  counts: Map<string, Count>,
): Promise<string[]> {
  const answered = await reader.call("GET", `/v1/board?month=${month}`);
  if (answered.status !== 200) return [`${month}: no board, ${answered.problem}`];
  const board: Board = answered.body;
  const missing = commitments.filter(({ id }) => board.rows.every((row) => row.id !== id));
  return [
    ...missing.map(({ id }) => `${month} ${id}: not on the board`),
    ...board.rows.flatMap((row) => {
      const why = whyOff(row, month, counts);
      return why === undefined ? [] : [`${month} ${row.id}: ${why}`];
    }),
  ];
}

function whyOff(row: CommitmentRow, month: string, counts: Map<string, Count>): string | undefined {
  const measure = commitments.find(({ id }) => id === row.id)?.measure;
  if (measure === undefined || measure.kind === "none") return undefined;
  const isOf = (place: string) => {
    const [site, category] = place.split(" ");
    return site === row.site && (row.categories?.some((one) => one === category) ?? true);
  };
  const meant = (months: readonly string[]) =>
    months.flatMap((one) =>
      [...(counts.get(one) ?? [])].flatMap(([place, found]) => (isOf(place) ? [found] : [])),
    );
  if (measure.kind === "share") {
    const own = meant([month]);
    const sum = (names: readonly string[]) =>
      names.reduce((n, name) => n + own.reduce((m, { counts: all }) => m + (all.get(name) ?? 0), 0), 0);
    const part = sum(measure.part);
    const whole = part + sum(measure.rest);
    const isSame = (row.now.numerator ?? 0) === part && row.now.denominator === whole;
    return isSame
      ? undefined
      : `${row.now.numerator} of ${row.now.denominator}, expected ${part} of ${whole}`;
  }
  const quarter = Math.ceil(Number(month.slice(5)) / 3);
  const ofQuarter = [...counts.keys()].filter(
    (one) =>
      one.slice(0, 4) === month.slice(0, 4) &&
      Math.ceil(Number(one.slice(5)) / 3) === quarter &&
      one <= month,
  );
  const times = meant(ofQuarter).flatMap(({ times: all }) => all.get("action") ?? []);
  const median = times.sort((a, b) => a - b)[Math.ceil(times.length / 2) - 1];
  if (row.now.denominator !== times.length) return `${row.now.denominator} times, expected ${times.length}`;
  if (median === undefined) return row.now.value === undefined ? undefined : "a median without times";
  // Steps are an eighth of a doubling wide.
  const isNear =
    row.now.value !== undefined && Math.abs(row.now.value - median) <= Math.max(1, median / 8 + 1);
  return isNear ? undefined : `median ${row.now.value}, expected ${median}`;
}

/** Compares the independent counts of people's and platforms' acts with the sum of all months. */
function compareDeeds(rows: readonly FiguresRow[], { requests }: Raw, { counts }: Deeds): string[] {
  const sum = (is: (name: string) => boolean) =>
    rows.reduce(
      (n, { figures }) =>
        n + Object.entries(figures.counts).reduce((m, [name, one]) => (is(name) ? m + one : m), 0),
      0,
    );
  const named = (...names: string[]) => sum((name) => names.includes(name));
  const orders = [...requests.values()].filter(({ kind }) => kind === "order");
  const sent = orders.filter(({ told }) => lastRun(told) !== undefined);
  const held: [string, number, number][] = [
    ["reports", named("reports"), counts.reports],
    ["decisions", sum((name) => name === "cases.approved" || name.startsWith("rejected.")), counts.decisions],
    ["reversals", named("reversals"), counts.reversals],
    ["reprimands", named("reprimands"), counts.reprimands],
    ["objections", named("objections.received"), counts.objections],
    ["objections upheld", named("objections.upheld"), counts.upheld],
    ["objections dismissed", named("objections.dismissed"), counts.dismissed],
    ["letters sent", named("requests.sent"), sent.length],
  ];
  return held.flatMap(([what, shown, done]) =>
    shown === done && (what !== "reports" || done > 0) ? [] : [`${what}: ${shown} counted, ${done} done`],
  );
}
