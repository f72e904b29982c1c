/** People's acts on an unsent letter: mark it as delivered by hand, or send it over another channel. */

import { and, eq, isNull } from "drizzle-orm";
import type { ChannelChangeInput, SentInput } from "../../../utils/shared/contract/request-answer.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { channels, dispatches, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { actOf } from "../../delivery/letter-events.ts";
import {
  cancelWaiting,
  isBeingSent,
  isByHand,
  isForPerson,
  saveByHand,
} from "../../delivery/letter-queue.ts";
import { isNoPixels } from "../compose-letter.ts";
import { actOnRequest, type SavedEvent, saveEvent } from "./change-request.ts";
import type { ChannelRecord } from "./channels.ts";
import { lastDispatch, newDispatch } from "./dispatches.ts";

/**
 * Problem: `request-changed` if no such letter waits for a person, `request-over` if the request has ended. One that was
 * withdrawn can still be marked: the letter may have been delivered just before.
 */
export function markSent(
  db: Db,
  ref: Ref,
  input: SentInput,
  by: { actor: Actor; at: Date },
): Promise<Result<SavedEvent>> {
  return actOnRequest(db, ref, actOf(input, by), async (tx, locked, saying) => {
    const { request } = locked;
    const noPixels = locked.cases.some(({ withheld }) => isNoPixels(request.category, withheld));
    if (input.note !== undefined && noPixels) return fail("note-not-allowed");
    const dispatch = await lastDispatch(tx, request.id, input.letter);
    const isWaiting =
      dispatch !== undefined &&
      (await isForPerson({ owner: request, letter: dispatch, first: "request" }, () =>
        readChannel(tx, dispatch.channelId),
      ));
    if (!isWaiting) return fail(isRequestOver(request) ? "request-over" : "request-changed");
    const { id: dispatchId, round, channelId: channel, letter } = dispatch;
    const note = input.note === undefined ? {} : { note: input.note };
    await saveByHand(tx, dispatches, dispatch, by.at);
    const detail = { dispatch: dispatchId, letter, round, channel, byHand: true, ...note };
    const event = { type: "sent", at: by.at } as const;
    return saveEvent(tx, locked, event, { ...saying, detail, aside: letter !== "request" });
  });
}

async function readChannel(tx: Db, rowId: string) {
  const [used] = await tx
    .select({ channel: channels.channel })
    .from(channels)
    .where(eq(channels.rowId, rowId));
  return used?.channel;
}

/** Creates the next round and cancels the previous one if it still waits. */
export function changeChannel(
  db: Db,
  ref: Ref,
  input: ChannelChangeInput,
  { actor, at, host }: { actor: Actor; at: Date; host: string },
): Promise<Result<SavedEvent>> {
  return actOnRequest(db, ref, actOf(input, { actor, at }), async (tx, locked, saying) => {
    const { request } = locked;
    const channel = await findChannel(tx, request, input.channel);
    if (!channel) return fail("no-channel");
    const last = await lastDispatch(tx, request.id, "request");
    if (isBeingSent(last, at)) return fail("request-changed", "it is being sent", "later");
    const round = (last?.round ?? 0) + 1;
    const event = { type: "channel-changed", at, byHand: isByHand(channel.channel) } as const;
    const detail = { from: request.channelId, to: channel.rowId, channel: channel.id, round };
    const saved = await saveEvent(tx, locked, event, { ...saying, detail });
    if (!saved.ok) return saved;
    if (last) await cancelWaiting(tx, dispatches, eq(dispatches.id, last.id), at);
    const { personId } = actor;
    const next = { requestId: request.id, letter: "request", round, channel, personId, at, host } as const;
    await tx.insert(dispatches).values(newDispatch(next));
    await tx.update(requests).set({ channelId: channel.rowId }).where(eq(requests.id, request.id));
    return ok({ ...saved.value, request: { ...saved.value.request, channelId: channel.rowId } });
  });
}

function isRequestOver({ state }: RequestRecord): boolean {
  return state === "answered" || state === "withdrawn";
}

/** An active channel of the request's site. Its categories are only a default, and a person chose it. */
async function findChannel(tx: Db, { site }: RequestRecord, id: string): Promise<ChannelRecord | undefined> {
  const [channel] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.site, site), isNull(channels.endedAt)));
  return channel;
}
