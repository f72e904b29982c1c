/** Withdraws an unsent request: cancels its letters and frees its decisions for another letter. */

import type { WithdrawalInput } from "../../../utils/shared/contract/request.ts";
import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import { actOf, type EventInput } from "../../delivery/letter-events.ts";
import { actOnRequest, type LockedRequest, type SavedEvent, saveEvent } from "./change-request.ts";

/** Problem: `request-over` if it was sent; a sent request needs a restoration instead. */
export function withdrawRequest(
  db: Db,
  ref: Ref,
  input: WithdrawalInput,
  by: { actor: Actor; at: Date },
): Promise<Result<SavedEvent>> {
  return actOnRequest(db, ref, actOf(input, by), async (tx, locked, saying) => {
    const { request } = locked;
    if (!isUnsent(request)) return fail("request-over", request.state);
    return endRequest(tx, locked, { ...saying, detail: { reason: input.reason } });
  });
}

/**
 * Needs the locks of `lockRequest`. Without a person's reason in `detail`, the cause is a reversed decision.
 */
export function endRequest(
  tx: Db,
  locked: LockedRequest,
  saying: EventInput & { detail: { reason?: string } },
): Promise<Result<SavedEvent>> {
  const { reason } = saying.detail;
  const event = { type: "withdrawn", at: saying.at, ...(reason === undefined ? {} : { reason }) } as const;
  return saveEvent(tx, locked, event, saying);
}

/** States in which no platform has the request, as far as the intake knows. */
export const unsent = ["queued", "by-hand", "undelivered"] as const satisfies RequestState[];

export function isUnsent({ state }: Pick<RequestRecord, "state">): boolean {
  return unsent.some((one) => one === state);
}
