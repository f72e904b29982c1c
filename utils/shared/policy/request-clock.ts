/** The deadline of a request: its state, the time left, the next reprimand, and when these change. */

import type { CaseRow } from "../contract/case.ts";
import type { RequestRow } from "../contract/request.ts";

export const reprimandLevels = ["st1", "st2", "st3"] as const;
export type ReprimandLevel = (typeof reprimandLevels)[number];

/**
 * `not-sent`: not sent yet. `warning`: at most a quarter of the limit is left. `void`: undelivered or
 * withdrawn. `none`: delivered, without a limit. `proven`: stopped by the ministry's own checks, which a later
 * one can contradict. `reversed`: delivered, but its decisions were reversed.
 */
export type ClockState =
  | "not-sent"
  | "running"
  | "warning"
  | "over"
  | "answered"
  | "void"
  | "none"
  | "proven"
  | "reversed";

export interface Clock {
  state: ClockState;
  /** The platform did not acknowledge the request in time. */
  unacknowledged: boolean;
  dueAt?: string;
  /** Negative after the deadline. */
  leftMs?: number;
  /** The reprimand that is due. A person decides whether to send it. */
  proposes?: ReprimandLevel;
  /** Time of the next change of any value except `leftMs`. Absent if there is none. */
  nextAt?: string;
}

export type ClockInput = Pick<
  RequestRow,
  | "kind"
  | "state"
  | "hours"
  | "sentAt"
  | "dueAt"
  | "acknowledgedAt"
  | "acknowledgeHours"
  | "reprimands"
  | "reprimandedAt"
  | "reversed"
  | "provenAt"
>;

const hourMs = 3_600_000;
const warningShare = 0.25;

/** Requests whose deadline never runs again. */
const endStates: Partial<Record<RequestRow["state"], ClockState>> = {
  answered: "answered",
  undelivered: "void",
  withdrawn: "void",
};

/** Calculates with instants and whole hours, independently of time zones. */
export function clockOf(row: ClockInput, nowMs: number): Clock {
  if (row.state !== "sent" || row.sentAt === undefined)
    return { state: endStates[row.state] ?? "not-sent", unacknowledged: false };
  if (row.reversed) return { state: "reversed", unacknowledged: false };
  const acknowledgeMs = Date.parse(row.sentAt) + row.acknowledgeHours * hourMs;
  const isAcknowledged = row.acknowledgedAt !== undefined;
  const flag = { unacknowledged: !isAcknowledged && nowMs >= acknowledgeMs };
  const flagMs = isAcknowledged ? [] : [acknowledgeMs];
  if (row.provenAt !== undefined) return { state: "proven", ...flag, ...nextOf(flagMs, nowMs) };
  if (row.hours === undefined || row.dueAt === undefined)
    return { state: "none", ...flag, ...nextOf(flagMs, nowMs) };
  const limitMs = row.hours * hourMs;
  const dueMs = Date.parse(row.dueAt);
  const warningMs = dueMs - limitMs * warningShare;
  const ladder = reprimandStepsOf(row, dueMs, limitMs);
  const isProposed = ladder !== undefined && nowMs >= ladder.fromMs;
  return {
    state: nowMs >= dueMs ? "over" : nowMs >= warningMs ? "warning" : "running",
    ...flag,
    dueAt: row.dueAt,
    leftMs: dueMs - nowMs,
    ...(isProposed ? { proposes: ladder.level } : {}),
    ...nextOf([...flagMs, warningMs, dueMs, ...(ladder ? [ladder.fromMs] : [])], nowMs),
  };
}

/**
 * Returns the next reprimand and when it is due: the first after the limit, each further one a limit later.
 * Restore requests get none, because the regulation provides reprimands for orders only.
 */
function reprimandStepsOf(
  { kind, reprimands, reprimandedAt }: ClockInput,
  dueMs: number,
  limitMs: number,
): { level: ReprimandLevel; fromMs: number } | undefined {
  const level = reprimandLevels[reprimands];
  if (kind !== "order" || level === undefined) return undefined;
  const lastMs = reprimandedAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(reprimandedAt);
  return { level, fromMs: Math.max(dueMs, lastMs + limitMs) };
}

function nextOf(changesMs: readonly number[], nowMs: number): Pick<Clock, "nextAt"> {
  const ahead = changesMs.filter((atMs) => atMs > nowMs);
  return ahead.length > 0 ? { nextAt: new Date(Math.min(...ahead)).toISOString() } : {};
}

const decided: ReadonlySet<CaseRow["state"]> = new Set(["approved", "rejected", "escalated"]);

/** Milliseconds until the case's deadline, negative after it. Undefined if there is none. */
export function leftMs(row: Pick<CaseRow, "dueAt" | "state">, nowMs: number): number | undefined {
  if (row.dueAt === undefined || decided.has(row.state)) return undefined;
  return Date.parse(row.dueAt) - nowMs;
}
