/** Webhook subscriptions and their pending deliveries. */

import { randomBytes, randomUUID } from "node:crypto";
import { and, asc, desc, eq, isNull, lt, notInArray, type SQL, sql } from "drizzle-orm";
import {
  type WebhookBody,
  type WebhookEvent,
  webhookBodies,
} from "../../../utils/shared/contract/webhook.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { hookDeliveries, hooks } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export type Hook = typeof hooks.$inferSelect;
export type Delivery = typeof hookDeliveries.$inferSelect;

/** Longest wait between two attempts. */
export const longestWaitMs = 12 * 3_600_000;
const leaseMs = 60_000;
/** Clocks of replicas may be so far apart. */
const apartMs = 3_600_000;
/** Messages for one webhook at a time, so that a receiver that hangs takes few connections. */
const batchPerHook = 5;
const keptDays = 30;

/**
 * Queues deliveries in the transaction of the event, so that a rolled-back event is never delivered and a
 * committed one always is.
 */
export async function notifyHooks<E extends WebhookEvent>(
  tx: Db,
  event: E,
  body: WebhookBody<E>,
  at: Date,
): Promise<void> {
  const told = await tx
    .select({ id: hooks.id })
    .from(hooks)
    .where(and(isNull(hooks.endedAt), subscribesTo(event)));
  if (told.length === 0) return;
  const parsedBody = webhookBodies[event].parse(body);
  await tx
    .insert(hookDeliveries)
    .values(
      told.map((hook) => ({ id: randomUUID(), hookId: hook.id, event, body: parsedBody, at, nextAt: at })),
    );
}

function subscribesTo(event: WebhookEvent): SQL {
  return sql`${hooks.events} @> ${JSON.stringify([event])}::jsonb`;
}

/** The returned secret cannot be read again. */
export async function addHook(
  db: Db,
  { address, events }: { address: string; events: WebhookEvent[] },
  at: Date,
  by = "administrator",
): Promise<Hook> {
  const secret = randomBytes(32).toString("base64url");
  const hook = {
    id: randomUUID(),
    address,
    events: [...new Set(events)],
    secret,
    createdAt: at,
    endedAt: null,
  };
  return db.transaction(async (tx) => {
    await tx.insert(hooks).values(hook);
    await logTrust(tx, { act: "hook-added", at, by }, { hooks: [hook.id] });
    return hook;
  });
}

const isGivenUp = sql`${hookDeliveries.nextAt} is null and ${hookDeliveries.deliveredAt} is null`;

/** Active webhooks with their numbers of deliveries that wait and that were given up. */
export async function listHooks(
  db: Db,
): Promise<(Omit<Hook, "secret"> & { waiting: number; givenUp: number })[]> {
  // Names in full: drizzle leaves out the table of a column, and `id` would be the delivery's.
  const counted = (condition: SQL) =>
    sql<number>`(select count(*)::int from hook_deliveries as sent where sent.hook_id = hooks.id and ${condition})`;
  const waiting = counted(sql`sent.next_at is not null`);
  const givenUp = counted(sql`sent.next_at is null and sent.delivered_at is null`);
  const { id, address, events, createdAt, endedAt } = hooks;
  return db
    .select({ id, address, events, createdAt, endedAt, waiting, givenUp })
    .from(hooks)
    .where(isNull(endedAt))
    .orderBy(asc(createdAt), asc(id));
}

/** Active webhooks that gave a message up since their last success, or have one that waits since before `waitedSince`. */
export async function countFailingHooks(db: Db, waitedSince: Date): Promise<number> {
  const { at, deliveredAt, nextAt, hookId } = hookDeliveries;
  const lost = sql`max(${at}) filter (where ${isGivenUp})`;
  const failing = db
    .select({ hookId })
    .from(hookDeliveries)
    .innerJoin(hooks, and(eq(hooks.id, hookId), isNull(hooks.endedAt)))
    .groupBy(hookId)
    .having(
      sql`min(${at}) filter (where ${nextAt} is not null) < ${waitedSince.toISOString()}::timestamptz
        or ${lost} >= coalesce(max(${deliveredAt}), '-infinity')`,
    );
  return (await failing).length;
}

/** Newest first, without their bodies. */
export function readLastDeliveries(db: Db, hookId: string, limit: number) {
  const { id, event, at, attempts, deliveredAt, nextAt, answer } = hookDeliveries;
  return db
    .select({ id, event, at, attempts, deliveredAt, nextAt, answer })
    .from(hookDeliveries)
    .where(eq(hookDeliveries.hookId, hookId))
    .orderBy(desc(at), desc(id))
    .limit(limit);
}

/** Returns false if no active webhook has this id. Pending deliveries are dropped. */
export async function endHook(db: Db, id: string, at: Date, by = "administrator"): Promise<boolean> {
  return db.transaction(async (tx) => {
    const ended = await tx
      .update(hooks)
      .set({ endedAt: at })
      .where(and(eq(hooks.id, id), isNull(hooks.endedAt)))
      .returning();
    await tx.update(hookDeliveries).set({ nextAt: null }).where(eq(hookDeliveries.hookId, id));
    await logTrust(tx, { act: "hook-ended", at, by }, { hooks: ended.map((hook) => hook.id) });
    return ended.length > 0;
  });
}

/**
 * Takes due deliveries under a one-minute lease; after a crash another process takes them. A time that no right clock
 * wrote counts as due: otherwise a clock that was ahead would delay a message by as much. Each webhook has its own turn.
 */
export async function leaseDeliveries(
  db: Db,
  at: Date,
  leftOut: readonly string[] = [],
): Promise<(Delivery & { hook: Hook })[]> {
  const isDue = (column: "next_at" | "lease_until", longestMs: number) => {
    const latest = new Date(at.getTime() + longestMs + apartMs);
    return sql`(${sql.raw(column)} <= ${at.toISOString()}::timestamptz
      or ${sql.raw(column)} > ${latest.toISOString()}::timestamptz)`;
  };
  const due = sql`select next.id from ${hooks}, lateral (select id from ${hookDeliveries}
      where ${hookDeliveries.hookId} = ${hooks.id}
        and ${isDue("next_at", longestWaitMs)} and (lease_until is null or ${isDue("lease_until", leaseMs)})
      order by next_at limit ${batchPerHook} for update skip locked) as next
    where ${leftOut.length === 0 ? sql`true` : notInArray(hooks.id, [...leftOut])}`;
  const taken = await db
    .update(hookDeliveries)
    .set({ leaseUntil: new Date(at.getTime() + leaseMs), attempts: sql`${hookDeliveries.attempts} + 1` })
    .where(sql`${hookDeliveries.id} in (${due})`)
    .returning();
  const all = new Map((await db.select().from(hooks)).map((hook) => [hook.id, hook]));
  return taken.flatMap((delivery) => {
    const hook = all.get(delivery.hookId);
    return hook ? [{ ...delivery, hook }] : [];
  });
}

/** A null `nextAt` means delivered or given up. */
export async function saveDelivery(
  db: Db,
  id: string,
  said: Pick<Delivery, "nextAt" | "deliveredAt" | "answer">,
): Promise<void> {
  await db
    .update(hookDeliveries)
    .set({ ...said, leaseUntil: null })
    .where(eq(hookDeliveries.id, id));
}

export async function deleteOldDeliveries(db: Db, at: Date): Promise<void> {
  const before = new Date(at.getTime() - keptDays * 86_400_000);
  await db.delete(hookDeliveries).where(and(isNull(hookDeliveries.nextAt), lt(hookDeliveries.at, before)));
}
