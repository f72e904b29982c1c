/** The verdict's input, read once: append-only events, and beside them the intake's derived rows. */

import { asc, eq, sql } from "drizzle-orm";
import {
  cases,
  channels,
  decisions,
  dispatches,
  objections,
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

/** One clock, from sending until an answer, a bounce or a withdrawal. A look that refutes the answer continues it. */
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
  /** Times between which each item had an answer that no look had refuted, by place. */
  answered: Map<number, Shown[]>;
  /** Times between which the letter was back although its clock went on. */
  away: Shown[];
  /** Places of items that the platform once said to have acted on. */
  acted: Set<number>;
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

/** Times between which something was so, for example an item shown as requested by the ministry's own checks. */
export interface Shown {
  fromMs: number;
  /** Infinite if nothing contradicted it. */
  untilMs: number;
}

const never = Number.POSITIVE_INFINITY;
const hourMs = 3_600_000;
/** Hours in which the channels acknowledge. */
const acknowledgeHours = 4;

/** True if the last of these spans has not ended. */
export function isOpen(spans: readonly Shown[] | undefined): boolean {
  return spans?.at(-1)?.untilMs === never;
}

function close(spans: readonly Shown[] | undefined, untilMs: number): void {
  const last = spans?.at(-1);
  if (last?.untilMs === never) last.untilMs = untilMs;
}

type Asked = Pick<Letter, "kind" | "action">;

/**
 * Follows the written rule: a look that finds the content, or finds it only withheld here, refutes the word that it was
 * acted on, gone or not found.
 */
export function refutes({ kind, action }: Asked, outcome: ItemOutcome | undefined, seen: string): boolean {
  if (kind === "restore") return outcome === "acted" && ["removed", "withheld", "private"].includes(seen);
  const isReach = action === "TURUNKAN_JANGKAUAN";
  const isLess = seen === "withheld" && !isReach && action !== "BATAS_WILAYAH";
  if (outcome === "acted") return isLess || (seen === "available" && !isReach);
  return (outcome === "gone" || outcome === "not-found") && (isLess || seen === "available");
}

/** Follows the written rule: `removed` satisfies every order, `withheld` one to restrict or to demote. */
export function shownDone<L extends Look>(
  { kind, action }: Pick<Letter, "kind" | "action">,
  looks: readonly L[],
): (Shown & { first: L })[] {
  const isNarrow = action === "BATAS_WILAYAH" || action === "TURUNKAN_JANGKAUAN";
  const done = kind === "restore" ? ["available"] : isNarrow ? ["removed", "withheld"] : ["removed"];
  const spans: (Shown & { first: L })[] = [];
  for (const look of looks) {
    const { atMs, seen } = look;
    const last = spans.at(-1);
    const isShown = last?.untilMs === Number.POSITIVE_INFINITY;
    if (seen === "unknown" || isShown === done.includes(seen)) continue;
    if (last && isShown) last.untilMs = atMs;
    else spans.push({ fromMs: atMs, untilMs: Number.POSITIVE_INFINITY, first: look });
  }
  return spans;
}

export async function readRecords(db: Db): Promise<Records> {
  // A look at the moment of an answer counts as after it, as in the written rule.
  const isLook = sql`${requestEvents.act} = 'checked'`;
  const events = await db.select().from(requestEvents).orderBy(asc(requestEvents.at), asc(isLook));
  const byRequest = Map.groupBy(events, ({ requestId }) => requestId);
  const rows = await db.select().from(requests).orderBy(asc(requests.madeAt));
  const sent = await db
    .select({ dispatch: dispatches, channel: channels.channel })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .orderBy(asc(dispatches.round));
  const items = await db.select().from(requestItems);
  const decided = new Map((await db.select().from(decisions)).map((decision) => [decision.id, decision]));
  const objected = Map.groupBy(await db.select().from(objections), ({ itemId }) => itemId);
  const byLetter = Map.groupBy(items, ({ requestId }) => requestId);
  const arrivedMs = (requestId: string) =>
    (byLetter.get(requestId) ?? []).flatMap(({ id, decisionId }) => [
      ...(objected.get(id) ?? []).map(({ receivedAt }) => receivedAt.getTime()),
      decided.get(decisionId)?.reversedAt?.getTime() ?? never,
    ]);
  const parts = await db.select({ id: cases.id, mergedInto: cases.mergedInto }).from(cases);
  return {
    requests: new Map(
      rows.map((row) => {
        const facts = { hours: row.hours, signsMs: arrivedMs(row.id) };
        return [row.id, { ...row, told: replay(row.letter, byRequest.get(row.id) ?? [], facts) }];
      }),
    ),
    items,
    dispatches: sent.map(({ dispatch, channel }) => ({ ...dispatch, way: channel.kind })),
    merged: new Set(parts.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id)),
    decisions: decided,
  };
}

interface LetterFacts {
  /** Null without a limit. */
  hours: number | null;
  /** Times of objections and reversals, which show that the letter had arrived. */
  signsMs: readonly number[];
}

/** `events` in chronological order. */
function replay(letter: Letter, events: readonly Event[], facts: LetterFacts): Replayed {
  const told: Replayed = {
    runs: [],
    outcomes: new Map(),
    answered: new Map(),
    acted: new Set(),
    away: [],
    looks: new Map(),
    rerouted: [],
    bounced: [],
    failed: [],
    events,
  };
  for (const event of events) {
    noteAttempt(told, letter, event);
    // Events after a withdrawal change nothing.
    if (told.withdrawnMs === undefined) applyEvent(told, event, { ...facts, letter });
  }
  return told;
}

/** The clock in force, if any. */
export function lastRun({ runs, bounced }: Pick<Replayed, "runs" | "bounced">): Run | undefined {
  const last = runs.at(-1);
  return last && bounced.every((atMs) => atMs !== last.endMs) ? last : undefined;
}

function noteAttempt(told: Replayed, letter: Letter, { act, at, detail }: Event): void {
  const atMs = at.getTime();
  if (act === "channel-changed") told.rerouted.push(atMs);
  if (act === "send-failed") told.failed.push(atMs);
  if (act === "bounced") told.bounced.push(atMs);
  if (act === "checked" && detail.seenFrom === "indonesia") {
    const item = String(detail.item);
    told.looks.set(item, [...(told.looks.get(item) ?? []), { atMs, seen: String(detail.seen) }]);
    noteRefuted(told, letter, { item, atMs, seen: String(detail.seen) });
  }
  const isRequest = act === "sent" && (detail.letter ?? "request") === "request";
  if (!isRequest) return;
  close(told.away, atMs);
  beginRun(told, atMs, detail.byHand === true ? "by-hand" : "sent");
}

function noteRefuted(told: Replayed, letter: Letter, { item, atMs, seen }: Look & { item: string }): void {
  const place = letter.items.find(({ id }) => id === item)?.place ?? 0;
  if (!refutes(letter, told.outcomes.get(place), seen)) return;
  close(told.answered.get(place), atMs);
  const run = lastRun(told);
  if (run && told.withdrawnMs === undefined) delete run.endMs;
}

type Replaying = LetterFacts & { letter: Letter };

function applyEvent(told: Replayed, { act, at, detail }: Event, replaying: Replaying): void {
  const atMs = at.getTime();
  switch (act) {
    case "reprimanded":
      lastRun(told)?.steps.push(atMs);
      break;
    case "bounced":
      if (told.acknowledgedMs !== undefined) break;
      if (seemsArrived(told, replaying, atMs)) told.away.push({ fromMs: atMs, untilMs: never });
      else end(told, atMs);
      break;
    case "delivered":
      beginRun(told, atMs, "said");
      break;
    case "acknowledged":
      acknowledge(told, atMs);
      break;
    case "answered":
      acknowledge(told, atMs);
      for (const { place, outcome } of detail.items as Answer[])
        noteOutcome(told, replaying.letter, { place, outcome, atMs });
      if (!isAnswered(told, replaying.letter)) break;
      told.answeredMs ??= atMs;
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

/** A refuted answer that is said again stays refuted; so does the word that it was acted on, after any other. */
function noteOutcome(
  told: Replayed,
  letter: Letter,
  { place, outcome, atMs }: Answer & { atMs: number },
): void {
  const spans = told.answered.get(place) ?? [];
  const isSame = told.outcomes.get(place) === outcome || (outcome === "acted" && told.acted.has(place));
  told.outcomes.set(place, outcome);
  if (outcome === "acted") told.acted.add(place);
  if (isDisproved(told, letter, { place, outcome })) {
    close(spans, atMs);
    const run = lastRun(told);
    if (run) delete run.endMs;
    return;
  }
  if (isOpen(spans) || (isSame && spans.length > 0)) return;
  told.answered.set(place, [...spans, { fromMs: atMs, untilMs: never }]);
}

/** A look since sending had found what the platform says was gone. */
function isDisproved(told: Replayed, letter: Letter, { place, outcome }: Answer): boolean {
  const sentMs = lastRun(told)?.sentMs;
  const id = letter.items.find((item) => item.place === place)?.id ?? "";
  const looks = told.looks.get(id) ?? [];
  return (
    outcome !== "acted" &&
    looks.some(({ atMs, seen }) => sentMs !== undefined && atMs >= sentMs && refutes(letter, outcome, seen))
  );
}

/** The letter has an answer for every item that no look refuted. */
export function isAnswered(
  { answered }: Pick<Replayed, "answered">,
  { items }: Pick<Letter, "items">,
): boolean {
  return items.every(({ place }) => isOpen(answered.get(place)));
}

/**
 * A bounce does not stop the clock after its limit (without a limit, after the time to acknowledge). It does not stop it
 * either if, after the sending, a check showed an item done, a decision was reversed, or an objection arrived.
 */
function seemsArrived(told: Replayed, { letter, hours, signsMs }: Replaying, atMs: number): boolean {
  const run = lastRun(told);
  if (!run || run.endMs !== undefined) return false;
  const { sentMs } = run;
  if (atMs >= sentMs + (hours ?? acknowledgeHours) * hourMs) return true;
  if (signsMs.some((signMs) => signMs >= sentMs && signMs <= atMs)) return true;
  return letter.items.some(({ id }) => {
    const looks = (told.looks.get(id) ?? []).filter((look) => look.atMs >= sentMs);
    return isOpen(shownDone(letter, looks));
  });
}

function acknowledge(told: Replayed, atMs: number): void {
  close(told.away, atMs);
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
