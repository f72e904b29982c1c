/** When the address of an item is to be looked at next. */

import type { ItemOutcome, SeenState } from "../../utils/contract/request-state.ts";
import { type Asked, effectOf } from "../../utils/policy/outcome.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** While it is still there, so many looks and no more: then it is a matter for the ladder, or for people. */
export const mostLooks = 10;
/** After it was first seen to be gone, to find what comes back. */
const returnDays = [7, 30];
/** Where a request has no limit, somebody looks after a day all the same. */
const withoutLimitMs = dayMs;

export interface Look {
  seen: SeenState;
  at: Date;
}

/** What happened to the item's request, or to its post. */
export type CheckEvent =
  | { what: "sent"; at: Date; dueAt: Date | null }
  /** It did not arrive: it asks nothing of anybody. */
  | { what: "undelivered" }
  | { what: "answered"; at: Date; outcome: ItemOutcome }
  | { what: "reappeared"; at: Date }
  /** `looks`: all from Indonesia since it was sent, or since the platform's answer; the newest first, this one included. */
  | { what: "looked"; at: Date; looks: readonly Look[] };

export interface CheckFacts extends Asked {
  urgent: boolean;
  /** As it stands; an event that says nothing of it leaves it. */
  checkAt: Date | null;
}

/** Null: nobody needs to look any more. */
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
      return afterLook(facts, event);
  }
}

/** What the platform refuses to do needs no proof. */
export function afterAnswer({ at, outcome }: { at: Date; outcome: ItemOutcome }): Date | null {
  return outcome === "refused" ? null : at;
}

function afterLook(facts: CheckFacts, { at, looks }: { at: Date; looks: readonly Look[] }): Date | null {
  const effectIn = ({ seen }: Look) => effectOf(facts, seen);
  const [last] = looks;
  if (!last) return facts.checkAt;
  const isLeft = (look: Look) => effectIn(look) === "none" || effectIn(look) === "unknown";
  if (isLeft(last)) {
    const run = countWhile(looks, isLeft);
    return run < mostLooks ? after(at, facts.urgent ? 4 * hourMs : dayMs) : null;
  }
  // How far something is spread cannot be seen, and what was put back needs no second look.
  if (facts.action === "TURUNKAN_JANGKAUAN" || facts.kind === "restore") return null;
  const first = looks[countWhile(looks, (look) => !isLeft(look)) - 1] ?? last;
  const due = returnDays.map((days) => after(first.at, days * dayMs));
  return due.find((moment) => moment > at) ?? null;
}

function countWhile(looks: readonly Look[], holds: (look: Look) => boolean): number {
  const end = looks.findIndex((look) => !holds(look));
  return end < 0 ? looks.length : end;
}

function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
