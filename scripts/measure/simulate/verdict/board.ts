/** Compares the published numbers with a recount: every month, the board, and the log kept outside. */

import { judgeAll } from "../../../../intake/statistics/commitments.ts";
import { isIn, periodOf } from "../../../../intake/statistics/store/period.ts";
import { listMonths, readMonths } from "../../../../intake/statistics/store/read-months.ts";
import type { Board } from "../../../../utils/shared/contract/board.ts";
import {
  countNames,
  type Figures,
  type FiguresRow,
  type MonthFigures,
} from "../../../../utils/shared/contract/figures.ts";
import { addCount, countOf, emptyFigures, sumFigures } from "../../../../utils/shared/policy/figures.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import type { EventLog, Look } from "../event-log.ts";
import { type Judged, lastRun, type Records } from "./records.ts";
import { recountFromLog } from "./recount.ts";

export async function compareBoard(intake: Judged, records: Records, deeds: EventLog): Promise<string[]> {
  const { db } = intake;
  const months = (await listMonths(db)).reverse();
  if (months.length === 0) return ["no month was counted"];
  const faults: string[] = [];
  const shown: FiguresRow[] = [];
  const recounted: MonthFigures[] = [];
  for (const { month, countedAt, isFinal } of months) {
    const [stored] = await readMonths(db, month, month);
    const rows = await recountFromLog(db, month, countedAt);
    faults.push(...compareRows(month, stored?.rows ?? [], rows));
    shown.push(...(stored?.rows ?? []));
    recounted.push({ month, countedAt: countedAt.toISOString(), isFinal, rows });
  }
  for (const { month } of months) faults.push(...(await compareShown(intake, month, recounted)));
  for (const { month, countedAt, rows } of recounted)
    faults.push(...compareLooks(month, rows, recountLooks(deeds.looks, month, new Date(countedAt))));
  return [...faults, ...compareEventLog(shown, records, deeds)];
}

function compareRows(month: string, shown: readonly FiguresRow[], right: readonly FiguresRow[]): string[] {
  const [has, wants] = [byPlace(shown), byPlace(right)];
  return [...new Set([...has.keys(), ...wants.keys()])].flatMap((place) => {
    const [one, other] = [has.get(place) ?? emptyFigures(), wants.get(place) ?? emptyFigures()];
    return [
      ...differing(one.counts, other.counts).map(
        (name) => `${month} ${place} ${name}: ${one.counts[name]}, expected ${other.counts[name]}`,
      ),
      ...differing(one.minutes, other.minutes).map(
        (name) => `${month} ${place}: the times of ${name} differ`,
      ),
    ];
  });
}

function byPlace(rows: readonly FiguresRow[]): Map<string, Figures> {
  return new Map(rows.map(({ site, category, figures }) => [`${site} ${category}`, figures]));
}

function differing<T extends object>(one: T, other: T): (keyof T & string)[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)] as (keyof T & string)[]);
  const textOf = (of: T, name: keyof T) => canonicalJson(of[name] ?? null);
  return [...names].filter((name) => textOf(one, name) !== textOf(other, name));
}

/** The numbers that a supervisor sees on the month's board. */
async function compareShown({ reader }: Judged, month: string, recounted: MonthFigures[]): Promise<string[]> {
  const answered = await reader.call("GET", `/v1/board?month=${month}`);
  if (answered.status !== 200) return [`${month}: no board, ${answered.problem}`];
  const board: Board = answered.body;
  return judgeAll(month, recounted).flatMap(({ id, now }) => {
    const shown = board.rows.find((row) => row.id === id)?.now;
    if (!shown) return [`${month} ${id}: not on the board`];
    const [is, expected] = [shown, now].map((one) => `${one.numerator} of ${one.denominator}`);
    if (is !== expected) return [`${month} ${id}: ${is}, expected ${expected}`];
    if (shown.proven !== now.proven)
      return [`${month} ${id}: ${shown.proven} proven, expected ${now.proven}`];
    return shown.value === now.value ? [] : [`${month} ${id}: ${shown.value}, expected ${now.value}`];
  });
}

const lookCounts = countNames.filter((name) => name.startsWith("seen.") || name.startsWith("limited."));

/** Compares what people saw, by the log kept outside, with what the month counts. */
function compareLooks(month: string, rows: readonly FiguresRow[], seen: readonly FiguresRow[]): string[] {
  const [has, wants] = [byPlace(rows), byPlace(seen)];
  return [...new Set([...has.keys(), ...wants.keys()])].flatMap((place) =>
    lookCounts.flatMap((name) => {
      const [counted = 0, looked = 0] = [has, wants].map((all) => all.get(place)?.counts[name]);
      return counted === looked ? [] : [`${month} ${place} ${name}: ${counted} counted, ${looked} seen`];
    }),
  );
}

/** Counts the last look of the month at each ordered item, and who else saw it from abroad. */
function recountLooks(looks: readonly Look[], month: string, at: Date): FiguresRow[] {
  const period = periodOf(month, at);
  const ordered = looks
    .filter(({ task, atMs }) => task.kind === "order" && isIn(period, new Date(atMs)))
    .sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
  const rows: FiguresRow[] = [];
  for (const all of Map.groupBy(ordered, ({ task }) => task.itemId).values()) {
    const last = all.findLast(({ from }) => from === "indonesia");
    if (!last) continue;
    const { site, category, action } = last.task;
    const figures = emptyFigures();
    addCount(figures, `seen.${last.seen}`, 1);
    const abroad = all.findLast(({ from, seen }) => from === "abroad" && seen !== "unknown");
    const isProven = abroad?.seen === "available" && abroad.by !== last.by;
    if (action === "BATAS_WILAYAH") countLimited(figures, last.seen, isProven);
    rows.push({ site, category, figures });
  }
  return [...Map.groupBy(rows, ({ site, category }) => `${site} ${category}`).values()].map((same) => ({
    ...(same[0] as FiguresRow),
    figures: sumFigures(same.map(({ figures }) => figures)),
  }));
}

function countLimited(figures: Figures, seen: Look["seen"], isProven: boolean): void {
  if (seen === "removed" || seen === "withheld") addCount(figures, "limited.kept", 1);
  if (seen === "available") addCount(figures, "limited.missed", 1);
  if (seen === "withheld" && isProven) addCount(figures, "limited.proven", 1);
}

/** Compares the independent counts of people's and platforms' acts with the sum of all months. */
function compareEventLog(rows: readonly FiguresRow[], { requests }: Records, { counts }: EventLog): string[] {
  const sum = sumFigures(rows.map(({ figures }) => figures));
  const rejected = countNames.filter((name) => name.startsWith("rejected."));
  const sent = [...requests.values()].filter(({ kind, told }) => kind === "order" && lastRun(told));
  const held: [string, number, number][] = [
    ["reports", countOf(sum, "reports"), counts.reports],
    ["decisions", countOf(sum, "cases.approved", ...rejected), counts.decisions],
    ["reversals", countOf(sum, "reversals"), counts.reversals],
    ["reprimands", countOf(sum, "reprimands"), counts.reprimands],
    ["objections", countOf(sum, "objections.received"), counts.objections],
    ["objections upheld", countOf(sum, "objections.upheld"), counts.upheld],
    ["objections dismissed", countOf(sum, "objections.dismissed"), counts.dismissed],
    ["letters sent", countOf(sum, "requests.sent"), sent.length],
  ];
  return held.flatMap(([what, shown, done]) =>
    shown === done && (what !== "reports" || done > 0) ? [] : [`${what}: ${shown} counted, ${done} done`],
  );
}
