/** When a letter to a platform or partner needs a person. */

import { and, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { hourMs } from "./condition.ts";

/** An unsent letter counts as undelivered after this time: a channel that is briefly away is retried. */
const unsentMs = hourMs;
const unsentUrgentMs = hourMs / 4;
/** A letter that a person delivers or has yet to make counts as undelivered after this time. */
export const byHandMs = 24 * hourMs;
export const byHandUrgentMs = hourMs;
/** An answer that no person follows up, or an approval without a letter, is alerted for this long. */
export const answerMs = 14 * 24 * hourMs;

interface Letter {
  queuedAt: PgColumn;
  state: PgColumn;
  attempts: PgColumn;
  urgent: PgColumn;
}

/** `isUnsent`: by the intake. `isByHand`: a person has not sent it for long, or it was tried before. */
export function lateLetters({ queuedAt, state, attempts, urgent }: Letter, at: Date) {
  const waitsSince = (ms: number) => lte(queuedAt, new Date(at.getTime() - ms));
  const isLate = (ms: number, urgentMs: number) =>
    or(waitsSince(ms), and(eq(urgent, true), waitsSince(urgentMs)));
  return {
    isUnsent: and(inArray(state, ["queued", "sending"]), isLate(unsentMs, unsentUrgentMs)),
    // A letter that was tried before failed or came back.
    isByHand: and(eq(state, "by-hand"), or(isLate(byHandMs, byHandUrgentMs), gt(attempts, 0))),
  };
}

/** A bounce that changed nothing although the letter may be lost; see `judgeBounce`. Matches the partial indexes. */
export const isToCheck = (act: PgColumn, detail: PgColumn) =>
  sql`(${act} = 'bounced' and ${detail}->>'toCheck' = 'true')`;
