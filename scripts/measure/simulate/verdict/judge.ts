/** Asserts after a simulated month: no clock missed, no request doubled, and the board's numbers equal a recount. */

import { judgeAll } from "../../../../intake/statistics/commitments.ts";
import { isIn, periodOf } from "../../../../intake/statistics/store/month-period.ts";
import { listMonths, readMonths } from "../../../../intake/statistics/store/read-months.ts";
import type { Board } from "../../../../utils/shared/contract/board.ts";
import {
  countNames,
  type Figures,
  type FiguresRow,
  type MonthFigures,
} from "../../../../utils/shared/contract/figures.ts";
import { addCount, countOf, emptyFigures, sumFigures } from "../../../../utils/shared/policy/add-figures.ts";
import { isPlatformRequest } from "../../../../utils/shared/policy/decision-destinations.ts";
import { canonicalJson } from "../../../../utils/shared/seal/digest.ts";
import type { EventLog, LetterArrival, Look } from "../event-log.ts";
import { findMissed, hoursOf } from "./clocks.ts";
import {
  type DispatchRecord,
  type Ended,
  type ItemRecord,
  type Judged,
  lastRun,
  type Records,
  type Replayed,
  type RequestRecord,
  readRecords,
} from "./records.ts";
import { recountFromLog } from "./recount.ts";

export interface Verdict {
  missedClocks: number;
  doubledRequests: number;
  boardDiffers: number;
  /** One line for each fault. */
  faults: string[];
}

/** Compares the published numbers with a recount: every month, the board, and the log kept outside. */
async function compareBoard(intake: Judged, records: Records, deeds: EventLog): Promise<string[]> {
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
    const [is, expected] = [shown, now].map((side) => `${side.numerator} of ${side.denominator}`);
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

/** Counts the last look of the month that could tell at each ordered item, and who else saw it from abroad. */
function recountLooks(looks: readonly Look[], month: string, at: Date): FiguresRow[] {
  const period = periodOf(month, at);
  const ordered = looks
    .filter(({ task, atMs }) => task.kind === "order" && isIn(period, new Date(atMs)))
    .sort((one, other) => one.atMs - other.atMs || (one.id < other.id ? -1 : 1));
  const rows: FiguresRow[] = [];
  for (const all of Map.groupBy(ordered, ({ task }) => task.itemId).values()) {
    const looked = all.filter(({ from }) => from === "indonesia");
    const last = looked.findLast(({ seen }) => seen !== "unknown") ?? looked.at(-1);
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

const minuteMs = 60_000;

/** Interval at which letters that are not urgent are made. */
const letterMs = 120 * minuteMs;

/** The longest wait between two attempts, plus a tenth. */
const retryMs = 66 * minuteMs;

/** Within this time, a webhook that fails one time in ten has succeeded. */
const hookMs = 240 * minuteMs;

/**
 * Checks that no letter was made or sent twice, late, or never, and that every letter reached its
 * platform. Decisions without a letter, letters not sent, and clocks that began at another time.
 */
function findUnsent(records: Records, ended: Ended): string[] {
  return [...unlettered(records, ended), ...unsent(records, ended), ...unexplained(records, ended)];
}

type Decision = Records["decisions"] extends Map<string, infer One> ? One : never;

/** Urgent letters are made at once, others every two hours. A withdrawn letter frees its decisions for another. */
function unlettered(records: Records, { endMs, tickMs }: Ended): string[] {
  const byDecision = Map.groupBy(records.items, ({ decisionId }) => decisionId);
  return [...records.decisions.values()]
    .filter((decision) => needsLetter(decision, records))
    .flatMap((decision) => {
      const letters = byDecision.get(decision.id) ?? [];
      const requestOf = ({ requestId }: ItemRecord) => records.requests.get(requestId);
      const freed = letters.map((item) => requestOf(item)?.told.withdrawnMs ?? 0);
      const sinceMs = Math.max(decision.answeredAt?.getTime() ?? 0, ...freed);
      const live = letters.find(({ isVoid }) => !isVoid);
      const madeMs = live && requestOf(live)?.madeAt.getTime();
      const withinMs = (hoursOf(decision.category ?? "") === 4 ? 0 : letterMs) + 2 * tickMs;
      if ((madeMs ?? endMs) <= sinceMs + withinMs) return [];
      return [`decision ${decision.id}: ${live ? "its letter was made late" : "no letter was made of it"}`];
    });
}

function needsLetter({ act, state, action, reversedAt, caseId }: Decision, { merged }: Records): boolean {
  const isInForce = act === "approve" && state === "confirmed" && reversedAt === null;
  return isInForce && action !== null && isPlatformRequest(action) && !merged.has(caseId);
}

function unsent({ dispatches, requests }: Records, ended: Ended): string[] {
  return dispatches.flatMap((dispatch) => {
    const { state, letter, requestId, at, sentAt, round } = dispatch;
    const request = requests.get(requestId);
    const name = `${request?.letter.number} ${letter} ${round}`;
    if (!request) return [`${name}: the letter belongs to no request`];
    // A letter is cancelled if its request was withdrawn, answered, bounced or shown to be done meanwhile.
    if (state === "cancelled")
      return isCalledOff(dispatch, request) ? [] : [`${name}: cancelled without a reason`];
    if (state === "failed")
      return isFailed(dispatch, request.told) ? [] : [`${name}: failed without a reason`];
    const until = sentAt?.getTime() ?? ended.endMs;
    return until > latestMs(dispatch.way, at.getTime(), ended)
      ? [`${name}: ${state} too late, or not at all`]
      : [];
  });
}

function isCalledOff({ letter, round }: DispatchRecord, { told }: RequestRecord): boolean {
  const { withdrawnMs, answeredMs, bounced, rerouted, looks } = told;
  if (withdrawnMs !== undefined || answeredMs !== undefined) return true;
  return letter === "request" ? rerouted.length >= round : bounced.length > 0 || looks.size > 0;
}

function isFailed({ sentAt }: DispatchRecord, { bounced, failed }: Replayed): boolean {
  return sentAt === null ? failed.length > 0 : bounced.some((atMs) => atMs >= sentAt.getTime());
}

/** The latest time for a letter to be sent, given the mail server's outages. */
function latestMs(way: string, fromMs: number, { mailAway, tickMs }: Ended): number {
  if (way === "webhook") return fromMs + hookMs;
  if (way !== "email") return fromMs + 2 * tickMs;
  let untilMs = fromMs + 2 * tickMs;
  for (const spell of mailAway)
    if (spell.fromMs < untilMs && spell.untilMs > fromMs) untilMs = spell.untilMs + retryMs + 2 * tickMs;
  return untilMs;
}

/** A clock must start when the platform received the letter and the intake knew of it. */
function unexplained({ requests }: Records, { arrivals, tickMs }: Ended): string[] {
  const byNumber = Map.groupBy(
    arrivals.filter(({ letter }) => letter === "request"),
    ({ number }) => number,
  );
  return [...requests.values()].flatMap(({ letter: { number }, told }) =>
    told.runs.flatMap(({ sentMs, began }) => {
      const came = byNumber.get(number) ?? [];
      const isSo = came.some(
        (arrival) => couldCause(arrival, began) && Math.abs(arrival.atMs - sentMs) <= tickMs,
      );
      const isHeardOf = began === "said" && came.some(({ atMs }) => atMs <= sentMs);
      return isSo || isHeardOf ? [] : [`${number}: its clock began before anything had arrived`];
    }),
  );
}

function couldCause({ became, way }: LetterArrival, began: string): boolean {
  return became !== "unsaid" && (began === "by-hand") === (way === "hand");
}

function findDuplicateRequests(records: Records, deeds: EventLog): string[] {
  return [
    ...numberFaults(records),
    ...decisionFaults(records),
    ...madeFaults(records, deeds),
    ...wayFaults(records, deeds),
  ];
}

/** Each year's numbers must run from 1 without gaps, in the order of making, and appear on the letters. */
function numberFaults({ requests }: Records): string[] {
  const faults: string[] = [];
  for (const [year, rows] of Map.groupBy(requests.values(), ({ year }) => year)) {
    for (const [index, { no, letter, madeAt }] of rows.entries()) {
      if (no !== index + 1) faults.push(`${year}: found number ${no}, expected ${index + 1}`);
      const isOfYear = new Date(madeAt.getTime() + 7 * 3_600_000).getUTCFullYear() === year;
      const bears =
        letter.number.startsWith(`${String(no).padStart(5, "0")}/`) && letter.number.endsWith(`/${year}`);
      if (!isOfYear || !bears) faults.push(`${year}/${no}: the letter has number ${letter.number}`);
    }
  }
  return faults;
}

function decisionFaults({ items, requests }: Records): string[] {
  const live = items.filter(({ isVoid }) => !isVoid);
  const twice = [...Map.groupBy(live, ({ decisionId }) => decisionId)]
    .filter(([, all]) => all.length > 1)
    .map(([id, all]) => `decision ${id}: in ${all.length} letters`);
  // The letter and the intake's rows must name the same decisions.
  const listed = Map.groupBy(items, ({ requestId }) => requestId);
  const others = [...requests.values()].flatMap(({ id, letter }) => {
    const stored = (listed.get(id) ?? []).map(({ place, decisionId }) => `${place} ${decisionId}`).sort();
    const inLetter = letter.items.map(({ place, decisionId }) => `${place} ${decisionId}`).sort();
    return stored.join() === inLetter.join()
      ? []
      : [`${letter.number}: names other decisions than the stored items`];
  });
  return [...twice, ...others];
}

function madeFaults({ requests }: Records, { made }: EventLog): string[] {
  return [
    ...[...made].filter((id) => !requests.has(id)).map((id) => `request ${id}: made, but not stored`),
    ...[...requests.keys()]
      .filter((id) => !made.has(id))
      .map((id) => `request ${id}: stored, but never made`),
  ];
}

const markOf = (number: string | undefined, letter: string) => `${number} ${letter}`;

function wayFaults({ requests, dispatches }: Records, { arrivals }: EventLog): string[] {
  const came = Map.groupBy(arrivals, ({ number, letter }) => markOf(number, letter));
  const marked = Map.groupBy(dispatches, ({ requestId, letter }) =>
    markOf(requests.get(requestId)?.letter.number, letter),
  );
  const unknown = [...came.keys()].filter((mark) => !marked.has(mark)).map((mark) => `${mark}: never sent`);
  return [
    ...unknown,
    ...[...marked].flatMap(([mark, rounds]) => {
      const told = requests.get(rounds[0]?.requestId ?? "")?.told;
      return [
        ...(told ? roundFaults(rounds, told) : []),
        ...rounds.flatMap((round) => arrivalFaults(round, came.get(mark) ?? [])),
        ...unknownArrivals(rounds, came.get(mark) ?? []),
      ].map((fault) => `${mark}: ${fault}`);
    }),
  ];
}

/**
 * A request may be sent again only after a failure and a person's choice; a reprimand once per clock. A bounce voids the
 * clock and its reprimands, and a new round begins.
 */
function roundFaults(rounds: readonly DispatchRecord[], { runs, rerouted }: Replayed): string[] {
  const level = ["st1", "st2", "st3"].indexOf(rounds[0]?.letter ?? "");
  const due = level < 0 ? 1 + rerouted.length : runs.filter(({ steps }) => steps.length > level).length;
  const live = rounds.filter(({ state }) => state !== "failed" && state !== "cancelled");
  const isInOrder = rounds.every(({ round }, index) => round === index + 1);
  return [
    ...(live.length > (level < 0 ? 1 : due) ? [`${live.length} dispatches are live or delivered`] : []),
    ...(rounds.length === due ? [] : [`${rounds.length} rounds, expected ${due}`]),
    ...(isInOrder ? [] : ["a round is missing"]),
  ];
}

/** Empty for delivery by hand. */
function nameOf({ way, messageId, id }: DispatchRecord): string {
  return { email: messageId, webhook: id }[way] ?? "";
}

/** A letter that the platform accepted must be marked as sent and not be sent again, and vice versa. */
function arrivalFaults(one: DispatchRecord, came: readonly LetterArrival[]): string[] {
  const name = nameOf(one);
  const sentMs = one.sentAt?.getTime();
  const isSent = sentMs !== undefined && (one.state === "sent" || one.state === "failed");
  const own = came.filter(
    ({ name: theirs, atMs }) => theirs === name && (name !== "" || Math.abs(atMs - (sentMs ?? 0)) < 60_000),
  );
  const taken = own.filter(({ became }) => became !== "unsaid");
  return [
    ...(taken.length > 1 ? [`accepted ${taken.length} times as "${name}"`] : []),
    ...(isSent && taken.length === 0 ? ["sent, but never arrived"] : []),
    ...(!isSent && taken.length > 0 ? [`${one.state}, but the platform has it`] : []),
    ...(own.length > one.attempts ? [`arrived ${own.length} times in ${one.attempts} attempts`] : []),
  ];
}

/** Arrivals under an unknown name, and deliveries by hand that differ from the recorded number. */
function unknownArrivals(rounds: readonly DispatchRecord[], came: readonly LetterArrival[]): string[] {
  const names = new Set(rounds.map(nameOf));
  const brought = came.filter(({ way }) => way === "hand").length;
  const noted = rounds.filter((round) => nameOf(round) === "" && round.sentAt !== null).length;
  return [
    ...came
      .filter(({ name }) => !names.has(name))
      .map(({ name }) => `arrived as "${name}", which is unknown`),
    ...(brought === noted ? [] : [`delivered by hand ${brought} times, recorded ${noted} times`]),
  ];
}

export async function judge(intake: Judged, ended: Ended): Promise<Verdict> {
  const records = await readRecords(intake.db);
  const clocks = [...findMissed(records, ended), ...findUnsent(records, ended)];
  const doubled = findDuplicateRequests(records, ended);
  const board = await compareBoard(intake, records, ended);
  return {
    missedClocks: clocks.length,
    doubledRequests: doubled.length,
    boardDiffers: board.length,
    faults: [...clocks, ...doubled, ...board],
  };
}
