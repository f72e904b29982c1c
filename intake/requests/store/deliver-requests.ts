/** The queue of letters to platforms, for the delivery worker. */

import { and, eq, inArray } from "drizzle-orm";
import { letterKind } from "../../../utils/shared/contract/request-state.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { channels, dispatches, requestEvents } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  createDeliveryWorker,
  type DeliveryParts,
  type DispatchResult,
  type DispatchWorker,
  type LetterQueue,
} from "../../delivery/deliver-letters.ts";
import { finishLetter, type LetterOwner, type OwnedLetter } from "../../delivery/letter-events.ts";
import { leasedLetters } from "../../delivery/letter-queue.ts";
import { isLetterWanted } from "../request-states.ts";
import { type LockedRequest, requestOwner, saveEvent } from "./change-request.ts";
import { followChangedChannel } from "./channels.ts";
import { isStillWanted, type LeasedDispatch, lastDispatch, leaseDispatch } from "./dispatches.ts";
import { seemsArrived } from "./seems-arrived.ts";
import type { ReadMessage } from "./write-letter.ts";

export interface DispatchWorkerOptions extends DeliveryParts {
  readMessage: ReadMessage;
}

export function createDispatchWorker({ readMessage, ...parts }: DispatchWorkerOptions): DispatchWorker {
  const queue: LetterQueue<LeasedDispatch> = {
    lease: leaseDispatch,
    read: (db, { dispatch: { requestId, letter }, channel: { language } }) =>
      readMessage(db, { requestId, letter, language }),
    isStillWanted,
    ...leasedLetters(dispatches, followChangedChannel),
    finish: (db, { dispatch }, result) => finishDispatch(db, dispatch, result),
  };
  return createDeliveryWorker(parts, queue);
}

/** Records a dispatch's final result. */
export function finishDispatch(
  db: Db,
  { id, requestId }: Pick<DispatchRecord, "id" | "requestId">,
  result: DispatchResult,
): Promise<void> {
  return finishLetter(db, requestLetters, { id, ownerId: requestId }, result);
}

const owned = (dispatch: DispatchRecord): OwnedLetter => ({ ...dispatch, ownerId: dispatch.requestId });

export const requestLetters: LetterOwner<LockedRequest> = {
  ...requestOwner,
  table: dispatches,
  save: saveEvent,
  clockOf: ({ request }) => request,
  isWanted: ({ request }, letter) => isLetterWanted(letterKind.parse(letter), request.state),
  seemsArrived,
  async lockLetter(tx, id) {
    const [dispatch] = await tx.select().from(dispatches).where(eq(dispatches.id, id)).for("update");
    return dispatch && owned(dispatch);
  },
  async findLetter(tx, which) {
    const [row] = await tx
      .select({ dispatch: dispatches, channel: channels.channel })
      .from(dispatches)
      .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
      .where(which)
      .limit(1);
    return row && { letter: owned(row.dispatch), channel: row.channel };
  },
  lastLetter: (tx, requestId, letter) => lastDispatch(tx, requestId, letterKind.parse(letter)),
  async readRefusals(tx, requestId) {
    const rows = await tx
      .select({ detail: requestEvents.detail })
      .from(requestEvents)
      .where(and(eq(requestEvents.requestId, requestId), inArray(requestEvents.act, ["sent", "bounced"])));
    return rows.map(({ detail }) => detail);
  },
  detailOf: ({ id, letter, round, channelId: channel }) => ({
    id: { dispatch: id, letter, round },
    channel: { channel },
  }),
};
