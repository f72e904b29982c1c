/** The verdict's input, read once: append-only events, and beside them the intake's derived rows. */

import { asc, eq } from "drizzle-orm";
import {
  cases,
  channels,
  decisions,
  dispatches,
  requestEvents,
  requestItems,
  requests,
} from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import type { Letter } from "../../../../utils/shared/contract/letter.ts";
import type { ItemOutcome } from "../../../../utils/shared/contract/request-state.ts";
import type { TestDevice } from "../../../dev/kits/intake-kit.ts";
import type { EventLog } from "../event-log.ts";

export interface Judged {
  db: Db;
  /** Reads the board. */
  reader: TestDevice;
}

export interface Ended extends EventLog {
  /** Interval between people's acts. */
  tickMs: number;
  endMs: number;
}

export type RequestRecord = typeof requests.$inferSelect & {
  /** Derived from its events. */
  told: Replayed;
};
export type DispatchRecord = typeof dispatches.$inferSelect & { way: string };
export type ItemRecord = typeof requestItems.$inferSelect;

export interface Records {
  requests: Map<string, RequestRecord>;
  items: ItemRecord[];
  dispatches: DispatchRecord[];
  /** Ids of the cases that became part of another. */
  merged: Set<string>;
  decisions: Map<string, typeof decisions.$inferSelect>;
}

type Event = typeof requestEvents.$inferSelect;

/** One clock, from sending until an answer, a bounce or a withdrawal. */
export interface Run {
  sentMs: number;
  /** Undefined while it is running. */
  endMs?: number;
  /** Times of its reprimands. */
  steps: number[];
  /** `said`: the platform answered before a person had recorded the delivery. */
  began: "sent" | "by-hand" | "said";
}

/** A request's state by rules independent of the intake's transition table. */
export interface Replayed {
  runs: Run[];
  acknowledgedMs?: number;
  answeredMs?: number;
  withdrawnMs?: number;
  /** By place in the letter. */
  outcomes: Map<number, ItemOutcome>;
  /** Time of each item's first answer, by place. */
  answers: Map<number, number>;
  /** Outcome checks from Indonesia, by the item's id. */
  looks: Map<string, Look[]>;
  /** Times at which a channel was chosen again, the same or another. */
  rerouted: number[];
  /** Times of bounces, whether or not they had an effect. */
  bounced: number[];
  failed: number[];
  events: readonly Event[];
}

export interface Look {
  atMs: number;
  seen: string;
}

/** Times between which the ministry's own checks show an item as requested. */
export interface Shown {
  fromMs: number;
  /** Infinite if nothing contradicted it. */
  untilMs: number;
}

/** Follows the written rule: `removed` satisfies every order, `withheld` one to restrict or to demote. */
export function shownDone(
  { kind, action }: Pick<Letter, "kind" | "action">,
  looks: readonly Look[],
): Shown[] {
  const isNarrow = action === "BATAS_WILAYAH" || action === "TURUNKAN_JANGKAUAN";
  const done = kind === "restore" ? ["available"] : isNarrow ? ["removed", "withheld"] : ["removed"];
  const spans: Shown[] = [];
  for (const { atMs, seen } of looks) {
    const last = spans.at(-1);
    const isShown = last?.untilMs === Number.POSITIVE_INFINITY;
    if (seen === "unknown" || isShown === done.includes(seen)) continue;
    if (last && isShown) last.untilMs = atMs;
    else spans.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY });
  }
  return spans;
}

export async function readRecords(db: Db): Promise<Records> {
  const events = await db.select().from(requestEvents).orderBy(asc(requestEvents.at));
  const byRequest = Map.groupBy(events, ({ requestId }) => requestId);
  const rows = await db.select().from(requests).orderBy(asc(requests.madeAt));
  const sent = await db
    .select({ dispatch: dispatches, channel: channels.channel })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .orderBy(asc(dispatches.round));
  const parts = await db.select({ id: cases.id, mergedInto: cases.mergedInto }).from(cases);
  return {
    requests: new Map(
      rows.map((row) => {
        return [row.id, { ...row, told: replay(row.letter, byRequest.get(row.id) ?? []) }];
      }),
    ),
    items: await db.select().from(requestItems),
    dispatches: sent.map(({ dispatch, channel }) => ({ ...dispatch, way: channel.kind })),
    merged: new Set(parts.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id)),
    decisions: new Map((await db.select().from(decisions)).map((decision) => [decision.id, decision])),
  };
}

/** `events` in chronological order. */
function replay({ items }: Letter, events: readonly Event[]): Replayed {
  const told: Replayed = {
    runs: [],
    outcomes: new Map(),
    answers: new Map(),
    looks: new Map(),
    rerouted: [],
    bounced: [],
    failed: [],
    events,
  };
  for (const event of events) {
    noteAttempt(told, event);
    // Events after a withdrawal change nothing.
    if (told.withdrawnMs === undefined) applyEvent(told, event, items.length);
  }
  return told;
}

/** The clock in force, if any. */
export function lastRun({ runs, bounced }: Pick<Replayed, "runs" | "bounced">): Run | undefined {
  const last = runs.at(-1);
  return last && bounced.every((atMs) => atMs !== last.endMs) ? last : undefined;
}

function noteAttempt(told: Replayed, { act, at, detail }: Event): void {
  const atMs = at.getTime();
  if (act === "channel-changed") told.rerouted.push(atMs);
  if (act === "send-failed") told.failed.push(atMs);
  if (act === "bounced") told.bounced.push(atMs);
  if (act === "checked" && detail.seenFrom === "indonesia") {
    const item = String(detail.item);
    told.looks.set(item, [...(told.looks.get(item) ?? []), { atMs, seen: String(detail.seen) }]);
  }
  const isRequest = act === "sent" && (detail.letter ?? "request") === "request";
  if (isRequest) beginRun(told, atMs, detail.byHand === true ? "by-hand" : "sent");
}

function applyEvent(told: Replayed, { act, at, detail }: Event, items: number): void {
  const atMs = at.getTime();
  switch (act) {
    case "reprimanded":
      lastRun(told)?.steps.push(atMs);
      break;
    case "bounced":
      if (told.acknowledgedMs === undefined) end(told, atMs);
      break;
    case "delivered":
      beginRun(told, atMs, "said");
      break;
    case "acknowledged":
      acknowledge(told, atMs);
      break;
    case "answered":
      acknowledge(told, atMs);
      for (const { place, outcome } of detail.items as Answer[]) noteOutcome(told, { place, outcome, atMs });
      if (told.outcomes.size < items || told.answeredMs !== undefined) break;
      told.answeredMs = atMs;
      end(told, atMs);
      break;
    case "withdrawn":
      told.withdrawnMs = atMs;
      end(told, atMs);
      break;
  }
}

interface Answer {
  place: number;
  outcome: ItemOutcome;
}

function noteOutcome(told: Replayed, { place, outcome, atMs }: Answer & { atMs: number }): void {
  told.outcomes.set(place, outcome);
  if (!told.answers.has(place)) told.answers.set(place, atMs);
}

function acknowledge(told: Replayed, atMs: number): void {
  beginRun(told, atMs, "said");
  told.acknowledgedMs ??= atMs;
}

function beginRun(told: Replayed, sentMs: number, began: Run["began"]): void {
  if (lastRun(told)) return;
  const isOver = told.withdrawnMs !== undefined;
  told.runs.push({ sentMs, steps: [], began, ...(isOver ? { endMs: sentMs } : {}) });
}

function end(told: Replayed, endMs: number): void {
  const run = lastRun(told);
  if (run && run.endMs === undefined) run.endMs = endMs;
}
