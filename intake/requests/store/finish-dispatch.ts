/** Records a dispatch's final result (sent or failed), with the request, its events and its cases. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { DispatchRecord } from "../../db/rows.ts";
import { dispatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { lastDispatch } from "./dispatches.ts";
import { lockRequest } from "./lock-request.ts";
import { saveEvent } from "./save-event.ts";

/** The intake's name in records. */
export const intakeActor = "intake";

export interface DispatchResult {
  outcome: "sent" | "failed";
  answer: string;
  at: Date;
}

/**
 * Idempotent; the first caller wins. A letter sent although its request was just withdrawn is recorded as
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
    const sentAt = became === "sent" ? at : null;
    await tx
      .update(dispatches)
      .set({ state: became, sentAt, answer, nextAt: null, leaseUntil: null })
      .where(eq(dispatches.id, id));
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
