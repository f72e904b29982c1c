/** The clock of a request: how it stands, what is left, which reprimand is due, and when any of that changes next. */

import type { RequestRow } from "../contract/request.ts";

export const reprimandLevels = ["st1", "st2", "st3"] as const;
export type ReprimandLevel = (typeof reprimandLevels)[number];

/**
 * `not-sent`: it has not gone out. `warning`: a quarter of the limit or less is left. `void`: it did not arrive, or was
 * withdrawn. `none`: it is there, and the state sets no limit. `reversed`: it is there, and its decisions stand no more.
 */
export type ClockState =
  | "not-sent"
  | "running"
  | "warning"
  | "over"
  | "answered"
  | "void"
  | "none"
  | "reversed";

export interface Clock {
  state: ClockState;
  /** Nobody there has said in time that they have it. */
  unacknowledged: boolean;
  dueAt?: string;
  /** Negative once the limit has passed. */
  leftMs?: number;
  /** A person sends it, or not. */
  proposes?: ReprimandLevel;
  /** Until then nothing of this changes but `leftMs`; absent: it never does by itself. */
  nextAt?: string;
}

export type Clocked = Pick<
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
>;

const hourMs = 3_600_000;
const warningShare = 0.25;

/** Instants and whole hours alone: zones are for those who read it. */
export function clockOf(row: Clocked, nowMs: number): Clock {
  if (row.state === "answered") return { state: "answered", unacknowledged: false };
  if (row.state === "undelivered" || row.state === "withdrawn")
    return { state: "void", unacknowledged: false };
  if (row.state !== "sent" || row.sentAt === undefined) return { state: "not-sent", unacknowledged: false };
  if (row.reversed) return { state: "reversed", unacknowledged: false };
  const acknowledgeMs = Date.parse(row.sentAt) + row.acknowledgeHours * hourMs;
  const isAcknowledged = row.acknowledgedAt !== undefined;
  const flag = { unacknowledged: !isAcknowledged && nowMs >= acknowledgeMs };
  const flagMs = isAcknowledged ? [] : [acknowledgeMs];
  if (row.hours === undefined || row.dueAt === undefined)
    return { state: "none", ...flag, ...nextOf(flagMs, nowMs) };
  const limitMs = row.hours * hourMs;
  const dueMs = Date.parse(row.dueAt);
  const warningMs = dueMs - limitMs * warningShare;
  const ladder = ladderOf(row, dueMs, limitMs);
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
 * The reprimand that comes next, and from when on: the first once the limit has passed, each other one limit after the one
 * before it. None of a restoration: the regulation knows them for orders alone.
 */
function ladderOf(
  { kind, reprimands, reprimandedAt }: Clocked,
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
