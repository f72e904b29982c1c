/** Divides open requests into those that wait for a person and those that wait for the platform. */

import type { RequestRow } from "../../../utils/shared/contract/request.ts";
import { type Clock, clockOf, reprimandLevels } from "../../../utils/shared/policy/clock.ts";

export interface ClockedRow {
  row: RequestRow;
  clock: Clock;
}

/** Reasons why a request needs a person, in display order. */
export const needs = ["over", "undelivered", "byHand", "unacknowledged"] as const;
export type Need = (typeof needs)[number];

export interface OpenLists {
  needs: Record<Need, ClockedRow[]>;
  /** Order: earliest deadline first, then without deadline, then unsent. */
  running: ClockedRow[];
}

export function listOpen(rows: readonly RequestRow[], nowMs: number): OpenLists {
  const lists: OpenLists = {
    needs: { over: [], undelivered: [], byHand: [], unacknowledged: [] },
    running: [],
  };
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    const one = { row, clock: clockOf(row, nowMs) };
    const need = needOf(one);
    if (need) lists.needs[need].push(one);
    else if (row.state === "queued" || row.state === "sent") lists.running.push(one);
  }
  for (const list of [...Object.values(lists.needs), lists.running]) list.sort(bySoonest);
  return lists;
}

function needOf({ row, clock }: ClockedRow): Need | undefined {
  if (row.state === "undelivered") return "undelivered";
  if (row.state === "by-hand") return "byHand";
  if (clock.state === "over" && !waitsForReprimand(row, clock)) return "over";
  return clock.unacknowledged ? "unacknowledged" : undefined;
}

/** True if a reprimand was sent and its limit is running. */
function waitsForReprimand({ reprimands }: RequestRow, { proposes }: Clock): boolean {
  return proposes === undefined && reprimands > 0 && reprimands < reprimandLevels.length;
}

function bySoonest(a: ClockedRow, b: ClockedRow): number {
  const [left, right] = [sortKeyOf(a), sortKeyOf(b)];
  return left === right ? a.row.madeAt.localeCompare(b.row.madeAt) : left - right;
}

function sortKeyOf({ row, clock }: ClockedRow): number {
  if (clock.leftMs !== undefined) return clock.leftMs;
  return row.state === "queued" ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER;
}
