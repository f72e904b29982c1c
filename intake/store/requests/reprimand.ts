/** Sends the reprimand that a request's clock proposes: queued on its channel, and noted with the request and its cases. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { ReprimandInput } from "../../../utils/contract/reprimand.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { type Clocked, clockOf } from "../../../utils/policy/clock.ts";
import { digestJson } from "../../../utils/seal/digest.ts";
import { saveAct } from "../case-writes.ts";
import type { Actor } from "../decide.ts";
import { channels, dispatches, requestEvents, requests } from "../schema/index.ts";
import type { Ref } from "../scope.ts";
import type { Db } from "../store.ts";
import { type Maker, messageIdOf } from "./make.ts";
import type { RequestRecord } from "./read.ts";
import { lockRequest } from "./withdraw.ts";

/** `not-due` unless it is the one that the clock proposes at that time. */
export function sendReprimand(
  db: Db,
  ref: Ref,
  input: ReprimandInput,
  actor: Actor,
  at: Date,
  maker: Pick<Maker, "origin">,
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ref);
    if (!locked) return fail("not-found");
    const { request, cases: rows } = locked;
    const { id, level } = input;
    const digest = await digestJson({ ...input, requestId: request.id, personId: actor.personId });
    const [earlier] = await tx.select().from(requestEvents).where(eq(requestEvents.id, id));
    if (earlier) return earlier.digest === digest ? ok(undefined) : fail("conflict");
    const [channel] = await tx.select().from(channels).where(eq(channels.rowId, request.channelId));
    if (!channel) throw new Error("a request without its channel");
    const { kind, acknowledgeHours } = channel.channel;
    if (request.state === "answered" || request.state === "withdrawn")
      return fail("request-over", request.state);
    if (clockOf(clockedOf(request, acknowledgeHours), at.getTime()).proposes !== level)
      return fail("not-due");

    const isByHand = kind === "form" || kind === "file";
    const dispatch = randomUUID();
    await tx.insert(dispatches).values({
      ...{ id: dispatch, requestId: request.id, letter: level, round: 1, channelId: request.channelId },
      ...{ state: isByHand ? "by-hand" : "queued", personId: actor.personId, at },
      ...{ nextAt: isByHand ? null : at, messageId: messageIdOf(dispatch, maker) },
    });
    await tx
      .update(requests)
      .set({ reprimands: request.reprimands + 1, reprimandedAt: at, version: request.version + 1 })
      .where(eq(requests.id, request.id));
    await tx.insert(requestEvents).values({
      ...{ id, requestId: request.id, at, act: "reprimanded", personId: actor.personId, by: actor.name },
      ...{ detail: { letter: level, channel: channel.id }, digest },
    });
    for (const row of rows)
      await saveAct(
        tx,
        { ...row, version: row.version + 1 },
        {
          ...{ at, by: actor.name, device: actor.deviceId, act: "request-reprimanded" },
          detail: { request: request.id, letter: level },
        },
      );
    return ok(undefined);
  });
}

type ClockColumns = Pick<
  RequestRecord,
  "kind" | "state" | "hours" | "sentAt" | "dueAt" | "acknowledgedAt" | "reprimands" | "reprimandedAt"
>;

/** A row of the table as the clock reads it. */
export function clockedOf(
  { kind, state, hours, sentAt, dueAt, acknowledgedAt, reprimands, reprimandedAt }: ClockColumns,
  acknowledgeHours: number,
): Clocked {
  return {
    ...{ kind, state, acknowledgeHours, reprimands },
    hours: hours ?? undefined,
    sentAt: sentAt?.toISOString(),
    dueAt: dueAt?.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString(),
    reprimandedAt: reprimandedAt?.toISOString(),
  };
}
