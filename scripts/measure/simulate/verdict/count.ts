/**
 * Counts one month again from logs, events and letters only. It reads no row with a current state, and shares no code with
 * the intake's count or its recount.
 */

import type { Raw, RawEntry, RawRequest } from "./raw.ts";
import { lastRun, shownDone } from "./replay.ts";

/** Numbers of one site and category. */
export interface Counted {
  counts: Map<string, number>;
  /** In minutes, rounded up. */
  times: Map<string, number[]>;
}

/** By site and category. */
export type Count = Map<string, Counted>;

interface Book {
  add(place: string, name: string, atMs: number | undefined): void;
  time(place: string, name: string, fromMs: number | undefined, toMs: number | undefined): void;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Time within which a platform must acknowledge a request. */
const wordMs = 4 * hourMs;
const never = Number.POSITIVE_INFINITY;
const hearingMs = 48 * hourMs;

/** Events of a month in Jakarta, up to `countedMs`. */
export function countMonth(raw: Raw, month: string, countedMs: number): Count {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const [fromMs, endMs] = [Date.UTC(year, number - 1), Date.UTC(year, number)].map((ms) => ms - 7 * hourMs);
  const untilMs = Math.min(endMs ?? 0, countedMs);
  const count: Count = new Map();
  const at = (place: string) => {
    const found = count.get(place) ?? {
      counts: new Map<string, number>(),
      times: new Map<string, number[]>(),
    };
    count.set(place, found);
    return found;
  };
  const isIn = (atMs: number | undefined): atMs is number =>
    atMs !== undefined && atMs >= (fromMs ?? 0) && atMs < untilMs;
  const book: Book = {
    add(place, name, atMs) {
      if (isIn(atMs)) at(place).counts.set(name, (at(place).counts.get(name) ?? 0) + 1);
    },
    time(place, name, from, to) {
      if (from === undefined || !isIn(to)) return;
      const all = at(place).times.get(name) ?? [];
      at(place).times.set(name, [...all, Math.ceil((to - from) / 60_000)]);
    },
  };
  countCases(raw, book);
  for (const request of raw.requests.values()) countRequest(raw, request, book);
  countLooks(raw, book, isIn);
  countObjections(raw, book);
  return count;
}

const text = (value: unknown) => String(value);

function countCases({ log, cases }: Raw, book: Book): void {
  const opened = new Map<string, { category: string; atMs: number }>();
  const proposed = new Map<string, RawEntry["detail"]>();
  const siteOf = (caseId: string) => cases.get(caseId)?.site ?? "";
  const placed = new Map<string, string>();
  for (const { caseId, act, at, detail } of log) {
    const atMs = at.getTime();
    if (act === "report-received") {
      const category = text(detail.category);
      book.add(`${siteOf(caseId)} ${category}`, "reports", atMs);
      if (!opened.has(caseId)) opened.set(caseId, { category, atMs });
    }
    if (act === "decision-proposed") proposed.set(text(detail.decision), detail);
    if (act !== "decision-confirmed") continue;
    const decision = proposed.get(text(detail.decision)) ?? {};
    const own = text(decision.category ?? placed.get(caseId) ?? opened.get(caseId)?.category);
    if (decision.category !== undefined) placed.set(caseId, own);
    const place = `${siteOf(caseId)} ${own}`;
    if (decision.reverses !== undefined) book.add(place, "reversals", atMs);
    else if (decision.act === "approve") book.add(place, "cases.approved", atMs);
    else if (decision.act === "reject") book.add(place, `rejected.${text(decision.why)}`, atMs);
    else if (decision.act === "escalate") book.add(place, "cases.escalated", atMs);
  }
  for (const [caseId, { category, atMs }] of opened)
    book.add(`${siteOf(caseId)} ${placed.get(caseId) ?? category}`, "cases.opened", atMs);
}

const placeOf = ({ letter }: RawRequest) => `${letter.site} ${letter.category}`;

function countRequest(raw: Raw, request: RawRequest, book: Book): void {
  const { told, letter } = request;
  const place = placeOf(request);
  const sentMs = lastRun(told)?.sentMs;
  for (const atMs of told.reprimands) book.add(place, "reprimands", atMs);
  book.add(place, letter.kind === "restore" ? "requests.restore" : "requests.sent", sentMs);
  if (letter.kind === "restore") return;
  const stands = (decisionId: string, endMs: number) =>
    (raw.decisions.get(decisionId)?.reversedAt?.getTime() ?? Number.POSITIVE_INFINITY) > endMs;
  const isAsked = (endMs: number) => sentMs !== undefined && (told.withdrawnMs ?? endMs + 1) > endMs;
  if (sentMs !== undefined) {
    const endMs = sentMs + wordMs;
    const saidMs = told.acknowledgedMs;
    book.time(place, "acknowledge", sentMs, saidMs);
    if (saidMs !== undefined && saidMs <= endMs) book.add(place, "acknowledged.kept", saidMs);
    else if (isAsked(endMs) && letter.items.some(({ decisionId }) => stands(decisionId, endMs)))
      book.add(place, "acknowledged.missed", endMs);
  }
  for (const item of letter.items) {
    const looks = (told.looks.get(item.id) ?? []).filter(
      ({ atMs }) => sentMs !== undefined && atMs >= sentMs,
    );
    const shown = shownDone(letter, looks).at(-1);
    const shownMs = shown?.untilMs === never ? shown.fromMs : undefined;
    countItem(
      { place, sentMs, hours: letter.hours },
      { said: told.outcomes.get(item.place), shownMs, book },
      (endMs) => isAsked(endMs) && stands(item.decisionId, endMs),
    );
  }
}

interface Asked {
  place: string;
  sentMs: number | undefined;
  hours: number | undefined;
}
interface Answered {
  said: { outcome: string; atMs: number } | undefined;
  /** When a check of the ministry showed it done, if no later one contradicts it. */
  shownMs: number | undefined;
  book: Book;
}

function countItem(
  { place, sentMs, hours }: Asked,
  { said, shownMs = never, book }: Answered,
  isAsked: (ms: number) => boolean,
) {
  book.add(place, "items.sent", sentMs);
  const dueMs = sentMs === undefined || hours === undefined ? undefined : sentMs + hours * hourMs;
  const saidMs = said?.atMs ?? never;
  const inTime = (endMs: number) => Math.min(saidMs, shownMs) <= endMs;
  // The platform denies having done it.
  const isDenied = said?.outcome === "gone" || said?.outcome === "not-found";
  const doneMs = isDenied ? never : Math.min(said?.outcome === "acted" ? saidMs : never, shownMs);
  if (doneMs < never) {
    const name = dueMs === undefined ? "no-limit" : doneMs <= dueMs ? "in-time" : "late";
    book.add(place, `items.${name}`, doneMs);
    book.time(place, "action", sentMs, doneMs);
    if (said?.outcome !== "acted" || shownMs < saidMs) book.add(place, "items.proven", doneMs);
  } else if (said) book.add(place, `items.${said.outcome}`, said.atMs);
  if (dueMs !== undefined && isAsked(dueMs) && !inTime(dueMs)) book.add(place, "items.overdue", dueMs);
  if (sentMs === undefined) return;
  const endMs = sentMs + dayMs;
  if (doneMs <= endMs) book.add(place, "day.kept", doneMs);
  else if (isAsked(endMs) && !(isDenied && inTime(endMs))) book.add(place, "day.missed", endMs);
}

/** Counts the latest outcome check of each item. */
function countLooks({ log, requests }: Raw, book: Book, isIn: (atMs: number) => boolean): void {
  const last = new Map<string, RawEntry>();
  for (const entry of log)
    if (entry.act === "outcome-checked" && entry.detail.seenFrom === "indonesia" && isIn(entry.at.getTime()))
      last.set(text(entry.detail.item), entry);
  for (const { at, detail } of last.values()) {
    const request = requests.get(text(detail.request));
    if (request?.letter.kind !== "order") continue;
    const [place, seen] = [placeOf(request), text(detail.seen)];
    book.add(place, `seen.${seen}`, at.getTime());
    if (request.letter.action !== "BATAS_WILAYAH") continue;
    if (seen === "removed" || seen === "withheld") book.add(place, "limited.kept", at.getTime());
    if (seen === "available") book.add(place, "limited.missed", at.getTime());
  }
}

function countObjections({ log, requests }: Raw, book: Book): void {
  const heard = new Map<string, RawEntry>();
  for (const entry of log)
    if (entry.act === "objection-heard") heard.set(text(entry.detail.objection), entry);
  for (const { act, at, detail } of log) {
    if (act !== "objection-received") continue;
    const request = requests.get(text(detail.request));
    if (!request) continue;
    const place = placeOf(request);
    const dueMs = at.getTime() + hearingMs;
    const hearing = heard.get(text(detail.objection));
    book.add(place, "objections.received", at.getTime());
    if (hearing) book.add(place, `objections.${text(hearing.detail.outcome)}`, hearing.at.getTime());
    if (!hearing || hearing.at.getTime() > dueMs) book.add(place, "objections.late", dueMs);
  }
}
