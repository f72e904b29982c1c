/** Checks that no clock was missed: deadline, display and every reprimand, derived from the events only. */

import { clockKey } from "../event-log.ts";
import {
  type Ended,
  type ItemRecord,
  lastRun,
  type Records,
  type RequestRecord,
  type Run,
} from "./records.ts";

const hourMs = 3_600_000;
/** Limits: four hours for child sexual abuse and terrorism, none for categories without a state order, else a day. */
const urgent = ["PORNO_ANAK", "TERORISME"];
const unordered = ["SPAM", "TAUTAN_RENDAH", "HKI"];

export function findMissed(records: Records, ended: Ended): string[] {
  const byRequest = Map.groupBy(records.items, ({ requestId }) => requestId);
  const faults: string[] = [];
  for (const request of records.requests.values()) {
    const items = byRequest.get(request.id) ?? [];
    const reversals = items.map(
      ({ decisionId }) =>
        records.decisions.get(decisionId)?.reversedAt?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const found = [...rowFaults(request, items), ...runFaults(request, ended, Math.max(...reversals))];
    const story = request.told.events.map(({ act, at }) => `${act} ${at.toISOString().slice(5, 19)}`);
    for (const one of found)
      faults.push(`${request.letter.number}: ${one} (${request.state}; ${story.join(", ")})`);
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
    ["outcome of an item", items.some((one) => one.outcome !== (told.outcomes.get(one.place) ?? "pending"))],
    ["state", !statesOf(told, sentMs).includes(row.state)],
  ];
  return wrong.flatMap(([what, isWrong]) => (isWrong ? [`the ${what} is not what happened`] : []));
}

function statesOf({ withdrawnMs, answeredMs }: RequestRecord["told"], sentMs: number | undefined): string[] {
  if (withdrawnMs !== undefined) return ["withdrawn"];
  if (answeredMs !== undefined) return ["answered"];
  return sentMs === undefined ? ["queued", "by-hand", "undelivered"] : ["sent"];
}

function runFaults(request: RequestRecord, ended: Ended, reversedMs: number): string[] {
  const { id, category, kind, told } = request;
  const hours = hoursOf(category);
  if (hours === null) return [];
  return told.runs.flatMap((run) => {
    const dueMs = run.sentMs + hours * hourMs;
    const slackMs = 2 * ended.tickMs;
    const overMs = Math.min(run.endMs ?? ended.endMs, ended.endMs);
    if (overMs <= dueMs + slackMs) return early(run, dueMs, hours);
    const seenMs = ended.firstSeenOver.get(clockKey(id, run.sentMs));
    const isReversed = reversedMs <= dueMs + slackMs;
    const unseen =
      !isReversed && (seenMs === undefined || seenMs > dueMs + slackMs)
        ? ["the passed limit was never shown"]
        : [];
    if (kind !== "order")
      return [...unseen, ...(run.steps.length > 0 ? ["reprimands of a restoration"] : [])];
    const askedMs = Math.min(overMs, reversedMs);
    return [...unseen, ...early(run, dueMs, hours), ...late(run, { dueMs, hours, askedMs, slackMs })];
  });
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
}

function late({ steps }: Run, { dueMs, hours, askedMs, slackMs }: ReminderSteps): string[] {
  const faults: string[] = [];
  let fromMs = dueMs;
  for (let level = 1; level <= 3; level++) {
    const atMs = steps[level - 1];
    if ((atMs ?? askedMs) > fromMs + slackMs)
      faults.push(`ST${level} ${atMs === undefined ? "not at all" : "late"}`);
    if (atMs === undefined) break;
    fromMs = atMs + hours * hourMs;
  }
  return faults;
}
