/** Adjusts outcome checks to their request's clock: they start when it is sent and end when it is void. */

import type { RequestItemRecord, RequestRecord } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { scheduleChecks } from "./schedule-checks.ts";

type Clock = Pick<RequestRecord, "sentAt" | "dueAt">;

/**
 * Needs the request's lock. Returns the changed items. Items that the platform has answered keep their own
 * schedule.
 */
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
