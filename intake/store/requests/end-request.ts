/** The end of a request that nobody outside has, whoever ends it. */

import type { RequestState } from "../../../utils/contract/request-state.ts";
import { ok, type Result } from "../../../utils/contract/result.ts";
import type { RequestRecord } from "../rows.ts";
import type { Db } from "../store.ts";
import type { LockedRequest } from "./lock-request.ts";
import { type Saying, saveEvent } from "./save-event.ts";

/** Under the locks of `lockRequest`; where `detail` has no reason of a person's, its decision was reversed. */
export async function endRequest(
  tx: Db,
  locked: LockedRequest,
  saying: Saying & { detail: { reason?: string } },
): Promise<Result<undefined>> {
  const { reason } = saying.detail;
  const event = { type: "withdrawn", at: saying.at, ...(reason === undefined ? {} : { reason }) } as const;
  const saved = await saveEvent(tx, locked, event, saying);
  return saved.ok ? ok(undefined) : saved;
}

/** Nobody outside has it yet, as far as the intake knows. */
export const unsent = ["queued", "by-hand", "undelivered"] as const satisfies RequestState[];

export function isUnsent({ state }: Pick<RequestRecord, "state">): boolean {
  return unsent.some((one) => one === state);
}
