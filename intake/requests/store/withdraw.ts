/** Withdraws an unsent request: cancels its letters and frees its decisions for another letter. */

import type { WithdrawalInput } from "../../../utils/shared/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { Db } from "../../db/store.ts";
import { endRequest, isUnsent } from "./end-request.ts";
import { lockRequest } from "./lock-request.ts";
import { findEarlierEvent } from "./save-event.ts";

/** Problem: `request-over` if it was sent; a sent request needs a restoration instead. */
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
    const said = await findEarlierEvent(tx, request.id, { id: input.id, digest });
    if (said) return said.ok ? ok(undefined) : said;
    if (!isUnsent(request)) return fail("request-over", request.state);
    return endRequest(tx, locked, {
      id: input.id,
      digest,
      at,
      by: actor.name,
      personId: actor.personId,
      deviceId: actor.deviceId,
      detail: { reason: input.reason },
    });
  });
}
