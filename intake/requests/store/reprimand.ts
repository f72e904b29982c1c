/**
 * Sends the reprimand that a request's clock proposes: queues it and logs it in the request and its cases.
 */

import { and, eq, isNull } from "drizzle-orm";
import type { ReprimandInput } from "../../../utils/shared/contract/reprimand.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { type ClockInput, clockOf } from "../../../utils/shared/policy/clock.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { channels, dispatches, requestEvents, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { lastDispatch, newDispatch } from "./dispatches.ts";
import { isFullyReversed } from "./effective-at.ts";
import { lockRequest } from "./lock-request.ts";
import { allProvenAt } from "./own-proofs.ts";
import type { ListedRequest } from "./read-requests.ts";
import { findEarlierEvent } from "./save-event.ts";

/** Problem: `not-due` unless the clock proposes this level now. */
export function sendReprimand(
  db: Db,
  ref: Ref,
  input: ReprimandInput,
  actor: Actor,
  { at, host }: { at: Date; host: string },
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ref);
    if (!locked) return fail("not-found");
    const { request, cases: rows } = locked;
    const { id, level } = input;
    const digest = await digestJson({ ...input, requestId: request.id, personId: actor.personId });
    const said = await findEarlierEvent(tx, request.id, { id, digest });
    if (said) return said.ok ? ok(undefined) : said;
    if (request.state === "answered" || request.state === "withdrawn")
      return fail("request-over", request.state);
    const { reversed, provenAt } = await readStanding(tx, request.id);
    if (reversed) return fail("request-over", "its decision was reversed");
    const channel = await channelOf(tx, request);
    const clock = clockOf(
      toClocked({ ...request, provenAt }, channel.channel.acknowledgeHours),
      at.getTime(),
    );
    if (clock.proposes !== level) return fail("not-due");

    const { personId } = actor;
    const round = ((await lastDispatch(tx, request.id, level))?.round ?? 0) + 1;
    await tx
      .insert(dispatches)
      .values(newDispatch({ requestId: request.id, letter: level, round, channel, personId, at, host }));
    await tx
      .update(requests)
      .set({ reprimands: request.reprimands + 1, reprimandedAt: at, version: request.version + 1 })
      .where(eq(requests.id, request.id));
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
    for (const row of rows)
      await saveWithLog(tx, withDerived(row, {}), {
        at,
        by: actor.name,
        device: actor.deviceId,
        act: "request-reprimanded",
        detail: { request: request.id, event: id, digest, letter: level },
        rows: { requests: [request.id], request_events: [id] },
      });
    return ok(undefined);
  });
}

async function readStanding(tx: Db, requestId: string) {
  const [found] = await tx
    .select({ reversed: isFullyReversed(tx), provenAt: allProvenAt(tx) })
    .from(requests)
    .where(eq(requests.id, requestId));
  return found ?? { reversed: true, provenAt: null };
}

/** The channel's current version if it was replaced, otherwise the one used. */
async function channelOf(tx: Db, { channelId }: RequestRecord): Promise<typeof channels.$inferSelect> {
  const [used] = await tx.select().from(channels).where(eq(channels.rowId, channelId));
  if (!used) throw new Error("request without a channel");
  const same = and(eq(channels.id, used.id), eq(channels.site, used.site), isNull(channels.endedAt));
  const [now] = await tx.select().from(channels).where(same);
  return now ?? used;
}

type ClockColumns = Pick<
  RequestRecord,
  "kind" | "state" | "hours" | "sentAt" | "dueAt" | "acknowledgedAt" | "reprimands" | "reprimandedAt"
> &
  Pick<ListedRequest, "provenAt">;

/** Converts a row to the clock's input. */
export function toClocked(
  { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt, provenAt }: ClockColumns,
  acknowledgeHours: number,
): ClockInput {
  return {
    kind,
    state,
    acknowledgeHours,
    reprimands,
    hours: hours ?? undefined,
    sentAt: sentAt?.toISOString(),
    dueAt: dueAt?.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString(),
    reprimandedAt: reprimandedAt?.toISOString(),
    provenAt: provenAt?.toISOString(),
  };
}
