/** Sets the time of an item's next outcome check after an event. */

import { and, desc, eq, gte } from "drizzle-orm";
import { checks, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type CheckEvent, nextCheck, type PastCheck } from "../next-check.ts";

/** Earlier checks are read here. */
export type ItemEvent = Exclude<CheckEvent, { what: "looked" }> | { what: "looked"; at: Date };

/** Exceeds what `nextCheck` counts. */
const maxPastChecks = 100;

/** Needs the lock of the item's request. Returns the time that it wrote; null if no check is needed. */
export async function scheduleChecks(tx: Db, item: { id: string }, event: ItemEvent): Promise<Date | null> {
  const [found] = await tx
    .select({ item: requestItems, request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.id, item.id));
  if (!found) throw new Error(`item ${item.id} is missing`);
  const { kind, action, urgent, sentAt } = found.request;
  const { checkAt, outcomeAt } = found.item;
  // An unsent request has no checks.
  if (event.what === "looked" && sentAt === null) return checkAt;
  const happened =
    event.what === "looked"
      ? { ...event, looks: await readPastChecks(tx, item.id, outcomeAt ?? sentAt ?? event.at) }
      : event;
  const next = nextCheck({ kind, action, urgent, checkAt }, happened);
  await tx.update(requestItems).set({ checkAt: next }).where(eq(requestItems.id, item.id));
  return next;
}

/** Checks from Indonesia, newest first. */
function readPastChecks(tx: Db, itemId: string, since: Date): Promise<PastCheck[]> {
  return tx
    .select({ seen: checks.seen, at: checks.at })
    .from(checks)
    .where(and(eq(checks.itemId, itemId), eq(checks.seenFrom, "indonesia"), gte(checks.at, since)))
    .orderBy(desc(checks.at), desc(checks.id))
    .limit(maxPastChecks);
}
