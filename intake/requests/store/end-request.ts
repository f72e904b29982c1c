/** Withdraws a request that has not been sent. */

import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import { ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { RequestRecord } from "../../db/rows.ts";
import type { Db } from "../../db/store.ts";
import type { LockedRequest } from "./lock-request.ts";
import { type EventInput, saveEvent } from "./save-event.ts";

/**
 * Needs the locks of `lockRequest`. Without a person's reason in `detail`, the cause is a reversed decision.
 */
export async function endRequest(
  tx: Db,
  locked: LockedRequest,
  saying: EventInput & { detail: { reason?: string } },
): Promise<Result<undefined>> {
  const { reason } = saying.detail;
  const event = { type: "withdrawn", at: saying.at, ...(reason === undefined ? {} : { reason }) } as const;
  const saved = await saveEvent(tx, locked, event, saying);
  return saved.ok ? ok(undefined) : saved;
}

/** States in which no platform has the request, as far as the intake knows. */
export const unsent = ["queued", "by-hand", "undelivered"] as const satisfies RequestState[];

export function isUnsent({ state }: Pick<RequestRecord, "state">): boolean {
  return unsent.some((one) => one === state);
}
