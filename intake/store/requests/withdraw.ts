/** Ends a request that has not gone out: its letters are cancelled, its decisions may go into another letter. */

import { eq } from "drizzle-orm";
import type { WithdrawalInput } from "../../../utils/contract/request.ts";
import type { RequestState } from "../../../utils/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { digestJson } from "../../../utils/seal/digest.ts";
import type { Actor } from "../decide.ts";
import type { RequestRecord } from "../rows.ts";
import { requestItems } from "../schema/index.ts";
import type { Ref } from "../scope.ts";
import type { Db } from "../store.ts";
import { cancelDispatches } from "./dispatches.ts";
import { type LockedRequest, lockRequest } from "./lock-request.ts";
import { findSaid, type Saying, saveEvent } from "./save-event.ts";

/** `request-over` for one that has gone out: what was asked by mistake is asked back, not forgotten. */
export function withdrawRequest(
  db: Db,
  ref: Ref,
  input: WithdrawalInput,
  actor: Actor,
  at: Date,
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, ref);
    if (!locked) return fail("not-found");
    const { request } = locked;
    const digest = await digestJson({ ...input, requestId: request.id, personId: actor.personId });
    const said = await findSaid(tx, request.id, { id: input.id, digest });
    if (said) return said.ok ? ok(undefined) : said;
    if (!isUnsent(request)) return fail("request-over", request.state);
    return endRequest(tx, locked, {
      ...{ id: input.id, digest, at, by: actor.name, personId: actor.personId },
      ...{ deviceId: actor.deviceId, detail: { reason: input.reason } },
    });
  });
}

/** Under the locks of `lockRequest`; where `detail` has no reason of a person's, its decision was reversed. */
export async function endRequest(
  tx: Db,
  locked: LockedRequest,
  saying: Saying & { detail: { reason?: string } },
): Promise<Result<undefined>> {
  const { id } = locked.request;
  const { reason } = saying.detail;
  const event = { type: "withdrawn", at: saying.at, ...(reason === undefined ? {} : { reason }) } as const;
  const saved = await saveEvent(tx, locked, event, saying);
  if (!saved.ok) return saved;
  await tx.update(requestItems).set({ isVoid: true, checkAt: null }).where(eq(requestItems.requestId, id));
  await cancelDispatches(tx, id, saying.at);
  return ok(undefined);
}

/** Nobody outside has it yet, as far as the intake knows. */
export const unsent = ["queued", "by-hand", "undelivered"] as const satisfies RequestState[];

export function isUnsent({ state }: Pick<RequestRecord, "state">): boolean {
  return unsent.some((one) => one === state);
}
