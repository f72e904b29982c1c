/** States of stored rows, as the entries of an export's logs record them, and parts that are compared with them. */

import { z } from "zod";
import type { LogEntry } from "../contract/case.ts";
import { digestJson } from "../seal/digest.ts";
import type { Logs } from "./check-audit-log.ts";
import type { Finding, Note } from "./finding.ts";

/** The tables whose rows an export accounts for. */
const loggedTables = [
  "requests",
  "request_events",
  "checks",
  "objections",
  "referrals",
  "referral_events",
  "watch_looks",
] as const;
export type LoggedTable = (typeof loggedTables)[number];

export interface LoggedState {
  /** The case whose log has the entry. */
  caseId: string;
  entry: LogEntry;
  /** Values by column: plain, or as digests. */
  state: Record<string, unknown>;
}

/** All states of each row, oldest first, by table and id. */
export type LoggedRows = Record<LoggedTable, ReadonlyMap<string, LoggedState[]>>;

const stated = z.record(z.string(), z.record(z.string(), z.unknown()));

export function readLoggedRows(logs: Logs): LoggedRows {
  const byTable = Object.fromEntries(
    loggedTables.map((table) => [table, new Map<string, LoggedState[]>()]),
  ) as Record<LoggedTable, Map<string, LoggedState[]>>;
  const entries = [...logs].flatMap(([caseId, list]) => timed(list).map((one) => ({ caseId, ...one })));
  // Stable, so that entries of one log keep their order.
  entries.sort((one, other) => one.timeMs - other.timeMs);
  for (const { caseId, entry } of entries)
    for (const [key, state] of Object.entries(stated.safeParse(entry.detail.rows).data ?? {})) {
      const [table = "", id = ""] = key.split("/");
      if (!Object.hasOwn(byTable, table)) continue;
      const rows = byTable[table as LoggedTable];
      const states = rows.get(id) ?? [];
      states.push({ caseId, entry, state });
      rows.set(id, states);
    }
  return byTable;
}

/** A clock that was set back must not put a later entry of a log before an earlier one. */
function timed(list: readonly LogEntry[]): { entry: LogEntry; timeMs: number }[] {
  let timeMs = 0;
  return list.map((entry) => {
    timeMs = Math.max(timeMs, Date.parse(entry.at));
    return { entry, timeMs };
  });
}

/** Returns whether a content is the one whose digest a state holds. Both may be absent. */
export async function matchesLogged(stated: unknown, content: unknown): Promise<boolean> {
  if (content === undefined) return stated === null || stated === undefined;
  return stated === `sha256:${await digestJson(content)}`;
}

/** The check of one part: the members that are wrong, or why this file cannot prove it. */
export interface PartCheck {
  wrong: readonly string[];
  why?: string | undefined;
}

/** A content behind a digest in the log, or why it is left out. */
export interface ExportedContent {
  content: unknown;
  leftOut?: string | undefined;
  /** The log or the decisions put the case into the no-pixels lane; see `isInLane`. */
  inLane: boolean;
}

/** The check of a part that is marked as left out. */
export function checkLeftOut(leftOut: string, inLane: boolean): PartCheck {
  return leftOut === "withheld" && !inLane ? { wrong: ["lane"] } : { wrong: [], why: leftOut };
}

/** Checks a content that an export must hold or mark as left out. */
export async function checkContent(
  stated: unknown,
  { content, leftOut, inLane }: ExportedContent,
): Promise<PartCheck> {
  if (content === undefined) return leftOut ? checkLeftOut(leftOut, inLane) : { wrong: ["absent"] };
  return { wrong: (await matchesLogged(stated, content)) ? [] : ["content"] };
}

/** Notes each wrong member of a part, or that the part holds. */
export function notePart(
  note: Note,
  { code, path, values }: Pick<Finding, "code" | "path" | "values">,
  { wrong, why = "" }: PartCheck,
): void {
  for (const part of wrong) note(code, false, `${path} ${part}`, { ...values, part, why: "" });
  if (wrong.length === 0) note(code, why === "" ? true : "unknown", path, { ...values, part: "", why });
}
