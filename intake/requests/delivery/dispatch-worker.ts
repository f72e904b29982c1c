/** The queue of letters to platforms, for the delivery worker. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  createDeliveryWorker,
  type DeliveryParts,
  type DispatchResult,
  type DispatchWorker,
  type LetterQueue,
} from "../../delivery/deliver-letters.ts";
import { leasedLetters, saveResult } from "../../delivery/letter-queue.ts";
import { lockRequest, saveEvent } from "../store/change-request.ts";
import { isStillWanted, type LeasedDispatch, lastDispatch, leaseDispatch } from "../store/dispatches.ts";
import type { ReadMessage } from "../store/read-message.ts";

export interface DispatchWorkerOptions extends DeliveryParts {
  readMessage: ReadMessage;
}

export function createDispatchWorker({ readMessage, ...parts }: DispatchWorkerOptions): DispatchWorker {
  const queue: LetterQueue<LeasedDispatch> = {
    lease: leaseDispatch,
    read: (db, { dispatch: { requestId, letter }, channel: { language } }) =>
      readMessage(db, { requestId, letter, language }),
    isStillWanted,
    ...leasedLetters(dispatches),
    finish: (db, { dispatch }, result) => finishDispatch(db, dispatch, result),
  };
  return createDeliveryWorker(parts, queue);
}

/** The intake's name in records. */
const intakeActor = "intake";

/**
 * Records a dispatch's final result. Idempotent; the first caller wins. A letter sent although its request was just withdrawn is recorded as
 * sent, so that people can retract it.
 */
export function finishDispatch(
  db: Db,
  { id, requestId }: Pick<DispatchRecord, "id" | "requestId">,
  { outcome: became, answer, at }: DispatchResult,
): Promise<void> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, { id: requestId, scope: anyScope });
    const [dispatch] = await tx.select().from(dispatches).where(eq(dispatches.id, id)).for("update");
    if (!locked || !dispatch) throw new Error(`letter ${id} is missing`);
    if (dispatch.state === "sent" || dispatch.state === "failed") return;
    await saveResult(tx, dispatches, id, { outcome: became, answer, at });
    const { letter, round, channelId, attempts } = dispatch;
    const detail = { dispatch: id, letter, round, channel: channelId, attempts, answer };
    const type = became === "sent" ? "sent" : "send-failed";
    const last = await lastDispatch(tx, requestId, letter);
    const saved = await saveEvent(
      tx,
      locked,
      { type, at },
      {
        id: randomUUID(),
        digest: await digestJson(detail),
        at,
        by: intakeActor,
        detail,
        // Reprimands have no clock, and the failure of an older round does not affect the next.
        aside: letter !== "request" || (type === "send-failed" && last?.id !== id),
      },
    );
    if (!saved.ok) throw new Error(`letter ${id}: ${saved.problem.code}`);
  });
}
