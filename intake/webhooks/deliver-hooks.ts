/** Delivers pending webhook messages, signed; each is retried until accepted, for almost a week. */

import { setTimeout as wait } from "node:timers/promises";
import type { HookMessage } from "../../utils/shared/contract/webhook.ts";
import { exponentialBackoff } from "../../utils/shared/policy/backoff.ts";
import type { Db } from "../db/store.ts";
import type { CallHook } from "./call-hook.ts";
import { type Delivery, type Hook, leaseDeliveries, longestWaitMs, saveDelivery } from "./store/hooks.ts";

const backoff = { firstMs: 30_000, longestMs: longestWaitMs };
/** With these waits, almost a week. */
const maxAttempts = 24;

export function waitAfter(attempts: number): number {
  return exponentialBackoff(attempts, backoff);
}

/** While receivers are awaited, messages for others may come. */
const lookAgainMs = 1_000;
/** Each try costs a silent receiver's time limit. */
const leftOutMs = 10_000;

/**
 * Ends when nothing is due. Each receiver is called on its own, so that one that hangs delays no other; one that does not
 * answer is left out for a while, because a run lasts as long as the slowest receiver's backlog.
 */
export async function deliverHooks(
  db: Db,
  call: CallHook,
  now: () => Date,
  signal?: AbortSignal,
): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  const leftOutAt = new Map<string, number>();
  const failures: unknown[] = [];
  const deliverAll = async (hookId: string, due: readonly Due[]) => {
    const done = await Promise.allSettled(due.map((delivery) => deliver(db, call, delivery, now)));
    failures.push(...done.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])));
    if (done.some((one) => one.status === "rejected" || !one.value)) leftOutAt.set(hookId, now().getTime());
    busy.delete(hookId);
  };
  for (;;) {
    const at = now();
    for (const [hookId, since] of leftOutAt) if (at.getTime() - since >= leftOutMs) leftOutAt.delete(hookId);
    const due = signal?.aborted ? [] : await leaseDeliveries(db, at, [...busy.keys(), ...leftOutAt.keys()]);
    for (const [hookId, rows] of Map.groupBy(due, (row) => row.hookId))
      busy.set(hookId, deliverAll(hookId, rows));
    if (busy.size === 0) break;
    if (due.length === 0)
      await Promise.race([...busy.values(), wait(lookAgainMs, undefined, { ref: false })]);
  }
  if (failures.length > 0) throw failures[0];
}

type Due = Delivery & { hook: Hook };

/** Returns false if the receiver did not answer. */
async function deliver(
  db: Db,
  call: CallHook,
  { hook, ...delivery }: Due,
  now: () => Date,
): Promise<boolean> {
  // The webhook may have been ended while the message waited.
  if (hook.endedAt) {
    await saveDelivery(db, delivery.id, { answer: "ended", deliveredAt: null, nextAt: null });
    return true;
  }
  const message = {
    id: delivery.id,
    event: delivery.event,
    at: delivery.at.toISOString(),
    body: delivery.body,
  } as HookMessage;
  const { ok, answer, isSilent = false } = await call(hook, message);
  const at = now();
  const isOver = ok || delivery.attempts >= maxAttempts;
  await saveDelivery(db, delivery.id, {
    answer,
    deliveredAt: ok ? at : null,
    nextAt: isOver ? null : new Date(at.getTime() + waitAfter(delivery.attempts)),
  });
  return !isSilent;
}
