/** People's acts on an unsent letter: mark it as delivered by hand, or send it over another channel. */

import { and, eq, isNull } from "drizzle-orm";
import type { ChannelChangeInput, SentInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { DispatchRecord, RequestRecord } from "../../db/rows.ts";
import { channels, dispatches, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isNoPixels } from "../no-pixels.ts";
import type { ChannelRecord } from "./channels.ts";
import { isByHand, lastDispatch, newDispatch } from "./dispatches.ts";
import { type LockedRequest, lockRequest } from "./lock-request.ts";
import { type EventInput, findEarlierEvent, type SavedEvent, saveEvent } from "./save-event.ts";

/** Problem: `request-changed` if no such letter waits for a person. */
export function markSent(
  db: Db,
  ref: Ref,
  input: SentInput,
  actor: Actor,
  at: Date,
): Promise<Result<SavedEvent>> {
  return runOnRequest(db, ref, input, actor, async (tx, locked, digest) => {
    const { request } = locked;
    const noPixels = locked.cases.some(({ withheld }) => isNoPixels(request.category, withheld));
    if (input.note !== undefined && noPixels) return fail("note-not-allowed");
    const dispatch = await lastDispatch(tx, request.id, input.letter);
    if (dispatch?.state !== "by-hand")
      return fail(isRequestOver(request) ? "request-over" : "request-changed");
    const { id: dispatchId, round, channelId: channel, letter } = dispatch;
    const note = input.note === undefined ? {} : { note: input.note };
    await tx
      .update(dispatches)
      .set({ state: "sent", sentAt: at, attempts: dispatch.attempts + 1 })
      .where(eq(dispatches.id, dispatchId));
    return saveEvent(
      tx,
      locked,
      { type: "sent", at },
      {
        ...eventInputOf(input.id, digest, actor, at),
        detail: { dispatch: dispatchId, letter, round, channel, byHand: true, ...note },
        aside: letter !== "request",
      },
    );
  });
}

/** Creates the next round and cancels the previous one if it still waits. */
export function changeChannel(
  db: Db,
  ref: Ref,
  input: ChannelChangeInput,
  actor: Actor,
  { at, host }: { at: Date; host: string },
): Promise<Result<SavedEvent>> {
  return runOnRequest(db, ref, input, actor, async (tx, locked, digest) => {
    const { request } = locked;
    const channel = await findChannel(tx, request, input.channel);
    if (!channel) return fail("no-channel");
    const last = await lastDispatch(tx, request.id, "request");
    if (isBeingSent(last, at)) return fail("request-changed", "it is being sent", "later");
    const byHand = isByHand(channel.channel.kind);
    const round = (last?.round ?? 0) + 1;
    const saved = await saveEvent(
      tx,
      locked,
      { type: "channel-changed", at, byHand },
      {
        ...eventInputOf(input.id, digest, actor, at),
        detail: { from: request.channelId, to: channel.rowId, channel: channel.id, round },
      },
    );
    if (!saved.ok) return saved;
    if (last && last.state !== "sent" && last.state !== "failed")
      await tx
        .update(dispatches)
        .set({ state: "cancelled", nextAt: null, leaseUntil: null })
        .where(eq(dispatches.id, last.id));
    const { personId } = actor;
    const next = newDispatch({
      requestId: request.id,
      letter: "request",
      round,
      channel,
      personId,
      at,
      host,
    });
    await tx.insert(dispatches).values(next);
    await tx.update(requests).set({ channelId: channel.rowId }).where(eq(requests.id, request.id));
    return ok({ ...saved.value, request: { ...saved.value.request, channelId: channel.rowId } });
  });
}

type Work = (tx: Db, locked: LockedRequest, digest: string) => Promise<Result<SavedEvent>>;

/** Runs under the request's locks. Idempotent. */
function runOnRequest(
  db: Db,
  ref: Ref,
  input: SentInput | ChannelChangeInput,
  { personId }: Actor,
  work: Work,
): Promise<Result<SavedEvent>> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ref);
    if (!locked) return fail("not-found");
    const digest = await digestJson({ request: locked.request.id, who: personId, ...input });
    const said = await findEarlierEvent(tx, locked.request.id, { id: input.id, digest });
    if (said) return said.ok ? ok({ ...locked, noted: said.value.noted }) : said;
    return work(tx, locked, digest);
  });
}

function eventInputOf(
  id: string,
  digest: string,
  { name, personId, deviceId }: Actor,
  at: Date,
): Omit<EventInput, "detail"> {
  return { id, digest, at, by: name, personId, deviceId };
}

function isRequestOver({ state }: RequestRecord): boolean {
  return state === "answered" || state === "withdrawn";
}

/** True while a replica may be sending the letter. */
function isBeingSent(last: DispatchRecord | undefined, at: Date): boolean {
  return last?.state === "sending" && last.leaseUntil !== null && last.leaseUntil > at;
}

/** An active channel of the request's site. Its categories are only a default, and a person chose it. */
async function findChannel(tx: Db, { site }: RequestRecord, id: string): Promise<ChannelRecord | undefined> {
  const [found] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.site, site), isNull(channels.endedAt)));
  return found;
}
