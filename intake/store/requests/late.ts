/** What of requests waits for people, for whoever watches over the intake. */

import { and, count, eq, lte, min } from "drizzle-orm";
import type { Waiting } from "../../health/facts.ts";
import { dispatches, requests } from "../schema/index.ts";
import type { Db } from "../store.ts";

export interface LateRequests {
  /** Sent, past their limit, and not answered. */
  over: Waiting;
  /** Letters that a person has to bring to the platform. */
  byHand: Waiting;
}

export async function readLate(db: Db, at: Date): Promise<LateRequests> {
  const [over] = await db
    .select({ count: count(), oldest: min(requests.dueAt) })
    .from(requests)
    .where(and(eq(requests.state, "sent"), lte(requests.dueAt, at)));
  const [byHand] = await db
    .select({ count: count(), oldest: min(dispatches.at) })
    .from(dispatches)
    .where(eq(dispatches.state, "by-hand"));
  return { over: over ?? none, byHand: byHand ?? none };
}

const none: Waiting = { count: 0, oldest: null };
