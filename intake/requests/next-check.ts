/** Schedules outcome checks of an item's address. */

import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { OutcomeCheckReason } from "../../utils/shared/contract/outcome-check.ts";
import type { ContentState, ItemOutcome } from "../../utils/shared/contract/request-state.ts";
import { effectOf, isAsRequested, type RequestedAction } from "../../utils/shared/policy/request-effect.ts";

export interface ActedItem extends RequestedAction {
  outcome: ItemOutcome;
  outcomeAt: Date | null;
  seen: ContentState | null;
  seenAt: Date | null;
  checkAt: Date | null;
}

const actedOutcomes: readonly ItemOutcome[] = ["acted", "restricted", "gone", "not-found"];

/**
 * The capture must be newer than the platform's answer and the last check, because an outbox may deliver
 * older ones. Items already due are not scheduled again.
 */
export function hasReappeared(
  item: ActedItem,
  { capturedAt, clock, fields }: Pick<Evidence, "capturedAt" | "clock" | "fields">,
  now: Date,
): boolean {
  const { outcome, outcomeAt, seen, seenAt, checkAt } = item;
  // Content that was left as requested, or whose state cannot be observed, cannot come back.
  if (effectOf(item, "available") !== "none" || fields.unavailable) return false;
  const wasSeenGone = seen !== null && seen !== "unknown" && seen !== "available";
  if (!actedOutcomes.includes(outcome) && !wasSeenGone) return false;
  if (checkAt && checkAt <= now) return false;
  const capturedMs = Date.parse(capturedAt) - (clock?.offsetMs ?? 0);
  return [outcomeAt, seenAt].every((than) => than === null || capturedMs > than.getTime());
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Maximum number of checks that find the content still there; then reprimands or people take over. Only checks at least
 * an interval apart count, so that no one ends the schedule by checking again and again.
 */
export const maxRepeats = 10;
/** Days after it was first seen removed, to detect content that comes back. */
export const returnDays = [7, 30];
/** One person alone may confirm their proof once the check of a return day has been due for so long. */
export const aloneMs = 7 * dayMs;
/** Default for a request without a time limit. */
const withoutLimitMs = dayMs;

export interface PastCheck {
  seen: ContentState;
  at: Date;
  /** Made by the person of the newest check, or by one tied to them by invitation. */
  isOwn?: boolean;
}

/** An event of the item's request or post. */
export type CheckEvent =
  | { what: "sent"; at: Date; dueAt: Date | null }
  /** It did not arrive, so nothing is asked for. */
  | { what: "undelivered" }
  | { what: "answered"; at: Date; outcome: ItemOutcome }
  | { what: "reappeared"; at: Date }
  /**
   * `looks`: all checks from Indonesia since sending or the platform's answer, newest first, including this
   * one.
   */
  | { what: "looked"; at: Date; looks: readonly PastCheck[] };

export interface CheckFacts extends RequestedAction {
  urgent: boolean;
  /** Current schedule, kept by events that do not change it. */
  checkAt: Date | null;
}

/** Returns null if no check is needed any more. */
export function nextCheck(facts: CheckFacts, event: CheckEvent): Date | null {
  switch (event.what) {
    case "sent":
      return event.dueAt ?? after(event.at, withoutLimitMs);
    case "undelivered":
      return null;
    case "answered":
      return event.outcome === "pending" ? facts.checkAt : afterAnswer(event);
    case "reappeared":
      return event.at;
    case "looked":
      return afterCheck(facts, event);
  }
}

/** A refusal needs no proof. */
export function afterAnswer({ at, outcome }: { at: Date; outcome: ItemOutcome }): Date | null {
  return outcome === "refused" ? null : at;
}

function afterCheck(
  facts: CheckFacts,
  { at, looks }: { at: Date; looks: readonly PastCheck[] },
): Date | null {
  const effectIn = ({ seen }: PastCheck) => effectOf(facts, seen);
  const [last] = looks;
  if (!last) return facts.checkAt;
  const isLeft = (look: PastCheck) => effectIn(look) === "none" || effectIn(look) === "unknown";
  const [, before] = looks;
  const wasLeft = before === undefined || isLeft(before);
  // A check that changes nothing does not move the next one.
  if (facts.checkAt !== null && at < facts.checkAt && wasLeft === isLeft(last)) return facts.checkAt;
  if (isLeft(last)) {
    const everyMs = facts.urgent ? 4 * hourMs : dayMs;
    const without = takeWhile(looks, isLeft).filter((look) => effectIn(look) === "none");
    return countApart(without, everyMs) < maxRepeats ? after(at, everyMs) : null;
  }
  // Reach cannot be observed, and restored content needs no second check.
  if (facts.action === "TURUNKAN_JANGKAUAN" || facts.kind === "restore") return null;
  const first = takeWhile(looks, (look) => !isLeft(look)).at(-1) ?? last;
  const due = returnDays.map((days) => after(first.at, days * dayMs));
  // Also if the check was due for another reason, as after a new report.
  const today = due.findLast((moment) => moment <= at);
  if (today && at < after(today, aloneMs) && isAlone(facts, looks)) return today;
  return due.find((moment) => moment > at) ?? null;
}

/** The newest check confirms only what the same person, or people tied to them, found. */
function isAlone(facts: CheckFacts, [newest, ...earlier]: readonly PastCheck[]): boolean {
  if (!newest || !isAsRequested(facts, newest.seen)) return false;
  const known = earlier.filter(({ seen }) => seen !== "unknown");
  const confirmed = takeWhile(known, ({ seen }) => isAsRequested(facts, seen));
  return confirmed.length > 0 && confirmed.every(({ isOwn }) => isOwn);
}

function takeWhile(looks: readonly PastCheck[], holds: (look: PastCheck) => boolean): PastCheck[] {
  const taken: PastCheck[] = [];
  for (const look of looks) {
    if (!holds(look)) break;
    taken.push(look);
  }
  return taken;
}

/** Counts the checks that are at least `everyMs` after the last one counted. `looks`: newest first. */
function countApart(looks: readonly PastCheck[], everyMs: number): number {
  let count = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { at } of looks.toReversed()) {
    if (at.getTime() - lastMs < everyMs) continue;
    lastMs = at.getTime();
    count++;
  }
  return count;
}

function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

interface ItemHistory {
  outcome: ItemOutcome;
  outcomeAt: Date | null;
  seenAt: Date | null;
  reappearedAt: Date | undefined;
}

/** The most recent event since the last check decides. */
export function checkReason({ outcome, outcomeAt, seenAt, reappearedAt }: ItemHistory): OutcomeCheckReason {
  const isNews = (at: Date | null | undefined) => !!at && (!seenAt || at > seenAt);
  if (isNews(reappearedAt)) return "reappeared";
  if (outcome !== "pending" && isNews(outcomeAt)) return "answered";
  return seenAt ? "again" : "limit-over";
}
