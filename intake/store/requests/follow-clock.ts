/** Addresses are looked at by the clock of their request: when it starts, and no more when it is void. */

import type { RequestItemRecord, RequestRecord } from "../rows.ts";
import type { Db } from "../store.ts";
import { scheduleChecks } from "./schedule-checks.ts";

type Clock = Pick<RequestRecord, "sentAt" | "dueAt">;

/** Needs the request's lock; gives the items as they are then. What the platform has answered for has a time of its own. */
export async function followClock(
  tx: Db,
  before: Clock,
  { sentAt, dueAt }: Clock,
  items: readonly RequestItemRecord[],
): Promise<RequestItemRecord[]> {
  if (before.sentAt?.getTime() === sentAt?.getTime()) return [...items];
  const event = sentAt ? ({ what: "sent", at: sentAt, dueAt } as const) : ({ what: "undelivered" } as const);
  const followed: RequestItemRecord[] = [];
  for (const item of items) {
    const isOpen = item.outcome === "pending" && !item.isVoid;
    followed.push(isOpen ? { ...item, checkAt: await scheduleChecks(tx, item, event) } : item);
  }
  return followed;
}
