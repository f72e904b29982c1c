/** Derives a request's state from its append-only events, by rules independent of the intake's transition table. */

import type { requestEvents } from "../../../../intake/db/schema/index.ts";
import type { Letter } from "../../../../utils/shared/contract/letter.ts";
import type { ItemOutcome, LetterKind } from "../../../../utils/shared/contract/request-state.ts";

export type Event = typeof requestEvents.$inferSelect;

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

export interface Replayed {
  runs: Run[];
  acknowledgedMs?: number;
  answeredMs?: number;
  withdrawnMs?: number;
  outcomes: Map<number, { outcome: ItemOutcome; atMs: number; firstMs: number }>;
  reprimands: number[];
  /** Times at which a channel was chosen again, the same or another. */
  rerouted: number[];
  /** Times of bounces, whether or not they had an effect. */
  bounced: number[];
  failed: number[];
  /** Outcome checks from Indonesia, by the item's id. */
  looks: Map<string, Look[]>;
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

/** `events` in chronological order. */
export function replay({ items }: Pick<Letter, "items">, events: readonly Event[]): Replayed {
  const told: Replayed = {
    runs: [],
    outcomes: new Map(),
    reprimands: [],
    rerouted: [],
    bounced: [],
    failed: [],
    looks: new Map(),
    events,
  };
  for (const event of events) tell(told, event, items.length);
  return told;
}

/** The clock in force, if any. */
export function lastRun({ runs, bounced }: Pick<Replayed, "runs" | "bounced">): Run | undefined {
  const last = runs.at(-1);
  return last && bounced.every((atMs) => atMs !== last.endMs) ? last : undefined;
}

function tell(told: Replayed, { act, at, detail }: Event, items: number): void {
  const atMs = at.getTime();
  const letter = (detail.letter ?? "request") as LetterKind;
  if (act === "channel-changed") told.rerouted.push(atMs);
  if (act === "send-failed") told.failed.push(atMs);
  if (act === "bounced") told.bounced.push(atMs);
  if (act === "sent" && letter === "request") begin(told, atMs, detail.byHand === true ? "by-hand" : "sent");
  // Events after a withdrawal change nothing.
  if (told.withdrawnMs !== undefined) return;
  if (act === "reprimanded") {
    told.reprimands.push(atMs);
    lastRun(told)?.steps.push(atMs);
  }
  if (act === "checked" && detail.seenFrom === "indonesia") {
    const item = String(detail.item);
    told.looks.set(item, [...(told.looks.get(item) ?? []), { atMs, seen: String(detail.seen) }]);
  }
  if (act === "bounced" && told.acknowledgedMs === undefined) end(told, atMs);
  if (act === "delivered" || act === "acknowledged" || act === "answered") begin(told, atMs, "said");
  if (act === "acknowledged" || act === "answered") told.acknowledgedMs ??= atMs;
  if (act === "answered") {
    for (const { place, outcome } of detail.items as { place: number; outcome: ItemOutcome }[])
      told.outcomes.set(place, { outcome, atMs, firstMs: told.outcomes.get(place)?.firstMs ?? atMs });
    if (told.outcomes.size === items && told.answeredMs === undefined) {
      told.answeredMs = atMs;
      end(told, atMs);
    }
  }
  if (act === "withdrawn") {
    told.withdrawnMs = atMs;
    end(told, atMs);
  }
}

function begin(told: Replayed, sentMs: number, began: Run["began"]): void {
  if (lastRun(told)) return;
  const isOver = told.withdrawnMs !== undefined;
  told.runs.push({ sentMs, steps: [], began, ...(isOver ? { endMs: sentMs } : {}) });
}

function end(told: Replayed, endMs: number): void {
  const run = lastRun(told);
  if (run && run.endMs === undefined) run.endMs = endMs;
}
