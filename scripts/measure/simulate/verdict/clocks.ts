/** Checks that no clock was missed: deadline, display and every reprimand, derived from the events only. */

import { clockKey } from "../event-log.ts";
import {
  type Ended,
  type ItemRecord,
  isAnswered,
  isOpen,
  lastRun,
  type Records,
  type RequestRecord,
  type Run,
  type Shown,
  shownDone,
} from "./records.ts";

const hourMs = 3_600_000;
const never = Number.POSITIVE_INFINITY;
/** Limits: four hours for child sexual abuse and terrorism, none for categories without a state order, else a day. */
const urgent = ["PORNO_ANAK", "TERORISME"];
const unordered = ["SPAM", "TAUTAN_RENDAH", "HKI"];

export function findMissed(records: Records, ended: Ended): string[] {
  const byRequest = Map.groupBy(records.items, ({ requestId }) => requestId);
  const faults: string[] = [];
  for (const request of records.requests.values()) {
    const items = byRequest.get(request.id) ?? [];
    const reversals = new Map(
      items.map(({ id, decisionId }) => [
        id,
        records.decisions.get(decisionId)?.reversedAt?.getTime() ?? never,
      ]),
    );
    const messages = [...rowFaults(request, items), ...runFaults(request, ended, reversals)];
    const story = request.told.events.map(({ act, at }) => `${act} ${at.toISOString().slice(5, 19)}`);
    for (const fault of messages)
      faults.push(`${request.letter.number}: ${fault} (${request.state}; ${story.join(", ")})`);
  }
  return faults;
}

/** Returns null for categories without a state order. */
export function hoursOf(category: string): number | null {
  if (unordered.includes(category)) return null;
  return urgent.includes(category) ? 4 : 24;
}

/** Compares the request's row with its events. */
function rowFaults({ told, letter, ...row }: RequestRecord, items: readonly ItemRecord[]): string[] {
  const { category } = row;
  const hours = hoursOf(category);
  const sentMs = lastRun(told)?.sentMs;
  const dueMs = sentMs === undefined || hours === null ? undefined : sentMs + hours * hourMs;
  const isWithdrawn = told.withdrawnMs !== undefined;
  const steps = lastRun(told)?.steps ?? [];
  const wrong: [string, boolean][] = [
    ["category", category !== letter.category || row.site !== letter.site],
    ["hours of its lane", row.hours !== hours || (letter.hours ?? null) !== hours],
    ["lane", row.urgent !== urgent.includes(category) || letter.urgent !== row.urgent],
    ["moment it was sent", row.sentAt?.getTime() !== sentMs],
    ["limit", row.dueAt?.getTime() !== dueMs && !(isWithdrawn && row.dueAt === null)],
    ["moment of its acknowledgement", row.acknowledgedAt?.getTime() !== told.acknowledgedMs],
    ["moment of its answer", row.answeredAt?.getTime() !== told.answeredMs],
    ["moment of its end", row.withdrawnAt?.getTime() !== told.withdrawnMs],
    ["reprimands", row.reprimands !== steps.length || row.reprimandedAt?.getTime() !== steps.at(-1)],
    [
      "outcome of an item",
      items.some((item) => item.outcome !== (told.outcomes.get(item.place) ?? "pending")),
    ],
    ["proof of an item", items.some((item) => item.provenAt?.getTime() !== shownMs(told, letter, item.id))],
    ["state", !statesOf(told, letter, sentMs).includes(row.state)],
  ];
  return wrong.flatMap(([what, isWrong]) => (isWrong ? [`the ${what} is not what happened`] : []));
}

/** Undefined if the newest check that could tell did not find it done. */
function shownMs(
  told: RequestRecord["told"],
  letter: RequestRecord["letter"],
  itemId: string,
): number | undefined {
  const sentMs = lastRun(told)?.sentMs ?? never;
  const looks = (told.looks.get(itemId) ?? []).filter(({ atMs }) => atMs >= sentMs);
  const last = shownDone(letter, looks).at(-1);
  return last?.untilMs === never ? last.fromMs : undefined;
}

function statesOf(
  told: RequestRecord["told"],
  letter: RequestRecord["letter"],
  sentMs: number | undefined,
): string[] {
  if (told.withdrawnMs !== undefined) return ["withdrawn"];
  if (isAnswered(told, letter)) return ["answered"];
  if (isOpen(told.away)) return ["queued", "by-hand", "undelivered"];
  return sentMs === undefined ? ["queued", "by-hand", "undelivered"] : ["sent"];
}

function runFaults(request: RequestRecord, ended: Ended, reversals: ReadonlyMap<string, number>): string[] {
  const { id, category, kind, told } = request;
  const reversedMs = Math.max(...reversals.values());
  const hours = hoursOf(category);
  if (hours === null) return [];
  return told.runs.flatMap((run) => {
    const dueMs = run.sentMs + hours * hourMs;
    const slackMs = 2 * ended.tickMs;
    const overMs = Math.min(run.endMs ?? ended.endMs, ended.endMs);
    const stops = stopsOf(request, run, reversals);
    const faults = [...needless(run, stops), ...early(run, dueMs, hours)];
    const limitMs = runningFrom(stops, dueMs, slackMs) + slackMs;
    if (overMs <= limitMs) return faults;
    const seenMs = ended.firstSeenOver.get(clockKey(id, run.sentMs));
    const isReversed = reversedMs <= limitMs;
    const unseen =
      !isReversed && (seenMs === undefined || seenMs > limitMs) ? ["the passed limit was never shown"] : [];
    if (kind !== "order")
      return [...unseen, ...(run.steps.length > 0 ? ["reprimands of a restoration"] : [])];
    const askedMs = Math.min(overMs, reversedMs);
    return [...unseen, ...faults, ...late(run, { dueMs, hours, askedMs, slackMs, stops })];
  });
}

/** Times at which each item had an answer, was shown as done or was not asked for, or the letter was back. */
function stopsOf({ letter, told }: RequestRecord, run: Run, reversals: ReadonlyMap<string, number>): Shown[] {
  const items = letter.items.map(({ id, place }) => {
    const looks = (told.looks.get(id) ?? []).filter(
      ({ atMs }) => atMs >= run.sentMs && atMs < (run.endMs ?? never),
    );
    const reversed = { fromMs: reversals.get(id) ?? never, untilMs: never };
    return [...(told.answered.get(place) ?? []), ...shownDone(letter, looks), reversed, ...told.away];
  });
  const times = items.flat().flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]);
  const sorted = [...new Set(times)].filter((ms) => ms < never).sort((a, b) => a - b);
  return sorted.flatMap((fromMs, index) => {
    const isStopped = items.every((spans) =>
      spans.some((span) => span.fromMs <= fromMs && span.untilMs > fromMs),
    );
    return isStopped ? [{ fromMs, untilMs: sorted[index + 1] ?? never }] : [];
  });
}

/** The first time from `fromMs` on at which the clock ran long enough to be noticed. */
function runningFrom(stops: readonly Shown[], fromMs: number, slackMs: number): number {
  let atMs = fromMs;
  for (const stop of stops) if (stop.untilMs > atMs && stop.fromMs <= atMs + slackMs) atMs = stop.untilMs;
  return atMs;
}

function needless({ steps }: Run, stops: readonly Shown[]): string[] {
  const isStopped = (atMs: number) => stops.some((stop) => atMs > stop.fromMs && atMs < stop.untilMs);
  return steps.some(isStopped) ? ["a reprimand of what was shown to be done"] : [];
}

/** Each reprimand must come at least one limit after the step before it. */
function early({ steps }: Run, dueMs: number, hours: number): string[] {
  return steps.flatMap((atMs, index) => {
    const fromMs = index === 0 ? dueMs : (steps[index - 1] ?? 0) + hours * hourMs;
    return atMs < fromMs || index > 2 ? [`reprimand ${index + 1} before its time`] : [];
  });
}

interface ReminderSteps {
  dueMs: number;
  hours: number;
  /** Time until which the request was neither answered nor reversed. */
  askedMs: number;
  slackMs: number;
  stops: readonly Shown[];
}

function late({ steps }: Run, { dueMs, hours, askedMs, slackMs, stops }: ReminderSteps): string[] {
  const faults: string[] = [];
  let fromMs = dueMs;
  for (let level = 1; level <= 3; level++) {
    const atMs = steps[level - 1];
    if ((atMs ?? askedMs) > runningFrom(stops, fromMs, slackMs) + slackMs)
      faults.push(`ST${level} ${atMs === undefined ? "not at all" : "late"}`);
    if (atMs === undefined) break;
    fromMs = atMs + hours * hourMs;
  }
  return faults;
}
