/** Loads the lists of requests together and refreshes them while the page is visible. */

import { useRef, useState } from "preact/hooks";
import type { ReadyList } from "../../../utils/shared/contract/reprimand.ts";
import type { RequestFilter, RequestRow } from "../../../utils/shared/contract/request.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import { type Clock, clockOf, reprimandLevels } from "../../../utils/shared/policy/request-clock.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useNow } from "../../ui/use-now.ts";
import { readPages } from "../../ui/use-pages.ts";
import { usePolling } from "../../ui/use-polling.ts";
import type { RequestCalls } from "./request-calls.ts";

export const listNames = ["needs", "running", "done"] as const;
export type ListName = (typeof listNames)[number];

interface Rows {
  rows: RequestRow[];
  more: boolean;
}

export interface ClockedRow {
  row: RequestRow;
  clock: Clock;
}

/** Reasons why a request needs a person, in display order. */
export const needs = ["over", "undelivered", "byHand", "unacknowledged"] as const;

export type Need = (typeof needs)[number];

interface OpenLists {
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
    const listed = { row, clock: clockOf(row, nowMs) };
    const need = needOf(listed);
    if (need) lists.needs[need].push(listed);
    else if (row.state === "queued" || row.state === "sent") lists.running.push(listed);
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

export function useRequests(calls: RequestCalls, mayAct: boolean, list: ListName) {
  const nowMs = useNow();
  const pages = useRef(1);
  const isDone = list === "done";
  const open = useLoad("requests that are open", () => readOpen(calls, mayAct, pages.current));
  const done = useLoad(isDone ? "requests that are done" : "none", () =>
    isDone
      ? readStates(calls, ["answered", "proven", "withdrawn"], pages.current)
      : Promise.resolve(ok(emptyRows)),
  );
  const reload = () => Promise.all([open.reload(), ...(isDone ? [done.reload()] : [])]);
  usePolling(reload);
  const [loadingMore, setLoadingMore] = useState(false);
  const shown = isDone ? done : open;
  return {
    nowMs,
    lists: open.value && listOpen(open.value.rows, nowMs),
    ready: open.value?.ready,
    listed: open.value,
    done: isDone ? done.value?.rows : undefined,
    more: shown.value?.more ?? false,
    loading: shown.loading,
    problem: shown.problem,
    reload,
    async loadMore() {
      if (loadingMore) return;
      setLoadingMore(true);
      pages.current += 1;
      await reload();
      setLoadingMore(false);
    },
  };
}

type Requests = ReturnType<typeof useRequests>;

/** The ids of a list in the order of display. */
export function idsOf(list: ListName, { lists, done }: Requests): string[] {
  if (list === "done") return (done ?? []).map(({ id }) => id);
  if (!lists) return [];
  const rows = list === "running" ? lists.running : needs.flatMap((need) => lists.needs[need]);
  return rows.map(({ row }) => row.id);
}

/** Counts a list's entries. A group of decisions that wait for a letter counts as one. */
export function countOf(list: ListName, state: Requests): number {
  const letters = list === "needs" ? (state.ready?.groups.length ?? 0) : 0;
  return idsOf(list, state).length + letters;
}

const emptyRows: Rows = { rows: [], more: false };

/** Fetches the states that wait for a person separately, because they come last among all open requests. */
async function readOpen(
  calls: RequestCalls,
  mayAct: boolean,
  pages: number,
): Promise<Result<Rows & { ready?: ReadyList }>> {
  const [waiting, ready] = await Promise.all([
    readStates(calls, ["undelivered", "by-hand", "open"], pages),
    mayAct ? calls.listReady() : undefined,
  ]);
  if (!waiting.ok) return waiting;
  if (ready && !ready.ok) return ready;
  return ok({ ...waiting.value, ...(ready ? { ready: ready.value } : {}) });
}

/** Merges the lists of several states, newest first. */
async function readStates(
  calls: RequestCalls,
  states: readonly NonNullable<RequestFilter["state"]>[],
  pages: number,
): Promise<Result<Rows>> {
  const read = await Promise.all(states.map((state) => readState(calls, state, pages)));
  const rows: RequestRow[] = [];
  let more = false;
  for (const page of read) {
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    more ||= page.value.next !== undefined;
  }
  rows.sort((a, b) => b.madeAt.localeCompare(a.madeAt));
  return ok({ rows, more });
}

function readState(calls: RequestCalls, state: NonNullable<RequestFilter["state"]>, pages: number) {
  return readPages(async (after) => {
    const read = await calls.listRequests({ state }, after);
    return read.ok ? ok({ rows: read.value.requests, next: read.value.next }) : read;
  }, pages);
}
