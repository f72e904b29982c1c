/** Writes down when an item's address is to be looked at next, after something happened to its request or its post. */

import { and, desc, eq, gte } from "drizzle-orm";
import { type CheckEvent, type Look, nextCheck } from "../../requests/next-check.ts";
import { checks, requestItems, requests } from "../schema/index.ts";
import type { Db } from "../store.ts";

/** What is known of earlier looks is read here. */
export type ItemEvent = Exclude<CheckEvent, { what: "looked" }> | { what: "looked"; at: Date };

/** More than the rule ever counts. */
const mostLooks = 100;

/** Needs the lock of the item's request; gives what it wrote, null where nobody needs to look any more. */
export async function scheduleChecks(tx: Db, item: { id: string }, event: ItemEvent): Promise<Date | null> {
  const [found] = await tx
    .select({ item: requestItems, request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.id, item.id));
  if (!found) throw new Error(`item ${item.id} is gone`);
  const { kind, action, urgent, sentAt } = found.request;
  const { checkAt, outcomeAt } = found.item;
  // Before it was sent, it asked nothing of anybody.
  if (event.what === "looked" && sentAt === null) return checkAt;
  const happened =
    event.what === "looked"
      ? { ...event, looks: await readLooks(tx, item.id, outcomeAt ?? sentAt ?? event.at) }
      : event;
  const next = nextCheck({ kind, action, urgent, checkAt }, happened);
  await tx.update(requestItems).set({ checkAt: next }).where(eq(requestItems.id, item.id));
  return next;
}

/** From Indonesia, the newest first. */
function readLooks(tx: Db, itemId: string, since: Date): Promise<Look[]> {
  return tx
    .select({ seen: checks.seen, at: checks.at })
    .from(checks)
    .where(and(eq(checks.itemId, itemId), eq(checks.seenFrom, "indonesia"), gte(checks.at, since)))
    .orderBy(desc(checks.at), desc(checks.id))
    .limit(mostLooks);
}
