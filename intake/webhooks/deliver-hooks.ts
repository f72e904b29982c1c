/** Delivers pending webhook messages, signed; each is retried until accepted, for almost a week. */

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

export async function deliverHooks(
  db: Db,
  call: CallHook,
  now: () => Date,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    const due = signal?.aborted ? [] : await leaseDeliveries(db, now());
    if (due.length === 0) break;
    await Promise.all(due.map((delivery) => deliver(db, call, delivery, now)));
  }
}

async function deliver(
  db: Db,
  call: CallHook,
  { hook, ...delivery }: Delivery & { hook: Hook },
  now: () => Date,
): Promise<void> {
  // The webhook may have been ended while the message waited.
  if (hook.endedAt) {
    await saveDelivery(db, delivery.id, { answer: "ended", deliveredAt: null, nextAt: null });
    return;
  }
  const message = {
    id: delivery.id,
    event: delivery.event,
    at: delivery.at.toISOString(),
    body: delivery.body,
  } as HookMessage;
  const { ok, answer } = await call(hook, message);
  const at = now();
  const isOver = ok || delivery.attempts >= maxAttempts;
  await saveDelivery(db, delivery.id, {
    answer,
    deliveredAt: ok ? at : null,
    nextAt: isOver ? null : new Date(at.getTime() + waitAfter(delivery.attempts)),
  });
}
