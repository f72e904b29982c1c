/** Judges by its course whether a platform has a letter that is said to have come back. */

import { and, eq, gte, inArray, isNotNull, notExists, sql } from "drizzle-orm";
import type { RequestRecord } from "../../db/rows.ts";
import { addressObjections, channels, decisions, objections } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { LockedRequest } from "./change-request.ts";

const hourMs = 3_600_000;

/**
 * A bounce does not void the clock once an item was proven or its decision reversed, an objection by reference came
 * since sending, or the time to acknowledge a letter without a limit is over. An objection by address shows no notice.
 */
export async function seemsArrived(tx: Db, { request, items }: LockedRequest, at: Date): Promise<boolean> {
  const { sentAt, acknowledgedAt } = request;
  // The state machine only notes the bounce.
  if (sentAt === null || acknowledgedAt !== null) return false;
  if (items.some(({ provenAt }) => provenAt !== null)) return true;
  const decided = inArray(
    decisions.id,
    items.map(({ decisionId }) => decisionId),
  );
  const objected = inArray(
    objections.itemId,
    items.map(({ id }) => id),
  );
  const byAddress = tx
    .select({ one: sql`1` })
    .from(addressObjections)
    .where(eq(addressObjections.objectionId, objections.id));
  const hasNotice = and(objected, gte(objections.receivedAt, sentAt), notExists(byAddress));
  return (
    (await tx.$count(decisions, and(decided, isNotNull(decisions.reversedAt)))) > 0 ||
    (await tx.$count(objections, hasNotice)) > 0 ||
    (await isLateWithoutLimit(tx, { ...request, sentAt }, at))
  );
}

async function isLateWithoutLimit(
  tx: Db,
  { dueAt, sentAt, channelId }: Pick<RequestRecord, "dueAt" | "channelId"> & { sentAt: Date },
  at: Date,
): Promise<boolean> {
  if (dueAt !== null) return false;
  const [used] = await tx
    .select({ channel: channels.channel })
    .from(channels)
    .where(eq(channels.rowId, channelId));
  if (!used) throw new Error(`no channel ${channelId}`);
  return at.getTime() >= sentAt.getTime() + used.channel.acknowledgeHours * hourMs;
}
