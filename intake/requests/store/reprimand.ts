/**
 * Sends the reprimand that a request's clock proposes: queues it and logs it in the request and its cases.
 */

import { and, eq, isNull } from "drizzle-orm";
import type { ReprimandInput } from "../../../utils/shared/contract/reprimand.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { clockOf } from "../../../utils/shared/policy/request-clock.ts";
import { saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { channels, dispatches, requestEvents, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { actOf } from "../../delivery/letter-events.ts";
import { actOnRequest, type SavedEvent } from "./change-request.ts";
import type { ChannelRecord } from "./channels.ts";
import { lastDispatch, newDispatch } from "./dispatches.ts";
import { allProvenAt } from "./own-proofs.ts";
import { isFullyReversed, toClocked } from "./read-requests.ts";

type Level = ReprimandInput["level"];

/** Problem: `not-due` unless the clock proposes this level now. */
export function sendReprimand(
  db: Db,
  ref: Ref,
  input: ReprimandInput,
  { actor, at, host }: { actor: Actor; at: Date; host: string },
): Promise<Result<SavedEvent>> {
  return actOnRequest(db, ref, actOf(input, { actor, at }), async (tx, locked, { id, digest }) => {
    const { request } = locked;
    const { level } = input;
    const due = await checkDue(tx, request, level, at);
    if (!due.ok) return due;
    const channel = due.value;
    const { personId } = actor;
    const round = ((await lastDispatch(tx, request.id, level))?.round ?? 0) + 1;
    await tx
      .insert(dispatches)
      .values(newDispatch({ requestId: request.id, letter: level, round, channel, personId, at, host }));
    const change = { reprimands: request.reprimands + 1, reprimandedAt: at, version: request.version + 1 };
    await tx.update(requests).set(change).where(eq(requests.id, request.id));
    await tx.insert(requestEvents).values({
      id,
      requestId: request.id,
      at,
      act: "reprimanded",
      personId,
      by: actor.name,
      detail: { letter: level, channel: channel.id },
      digest,
    });
    for (const row of locked.cases)
      await saveWithLog(tx, withDerived(row, {}), {
        at,
        by: actor.name,
        device: actor.deviceId,
        act: "request-reprimanded",
        detail: { request: request.id, event: id, digest, letter: level },
        rows: { requests: [request.id], request_events: [id] },
      });
    return ok({ ...locked, request: { ...request, ...change }, noted: false });
  });
}

/** Returns the channel over which the reprimand goes. */
async function checkDue(
  tx: Db,
  request: RequestRecord,
  level: Level,
  at: Date,
): Promise<Result<ChannelRecord>> {
  if (request.state === "answered" || request.state === "withdrawn")
    return fail("request-over", request.state);
  const { reversed, provenAt } = await readStanding(tx, request.id);
  if (reversed) return fail("request-over", "its decision was reversed");
  const channel = await channelOf(tx, request);
  const clock = clockOf(toClocked({ ...request, provenAt }, channel.channel.acknowledgeHours), at.getTime());
  return clock.proposes === level ? ok(channel) : fail("not-due");
}

async function readStanding(tx: Db, requestId: string) {
  const [row] = await tx
    .select({ reversed: isFullyReversed(tx), provenAt: allProvenAt(tx) })
    .from(requests)
    .where(eq(requests.id, requestId));
  return row ?? { reversed: true, provenAt: null };
}

/** The channel's current version if it was replaced, otherwise the one used. */
async function channelOf(tx: Db, { channelId }: RequestRecord): Promise<ChannelRecord> {
  const [used] = await tx.select().from(channels).where(eq(channels.rowId, channelId));
  if (!used) throw new Error("request without a channel");
  const same = and(eq(channels.id, used.id), eq(channels.site, used.site), isNull(channels.endedAt));
  const [now] = await tx.select().from(channels).where(same);
  return now ?? used;
}
