/** Ends a request that has not gone out: its letters are cancelled, its decisions may go into another letter. */

import { eq } from "drizzle-orm";
import type { WithdrawalInput } from "../../../utils/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { digestJson } from "../../../utils/seal/digest.ts";
import type { Actor } from "../decide.ts";
import { requestItems } from "../schema/index.ts";
import type { Ref } from "../scope.ts";
import type { Db } from "../store.ts";
import { cancelDispatches } from "./dispatches.ts";
import { lockRequest } from "./lock-request.ts";
import { findSaid, saveEvent } from "./save-event.ts";

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
    if (!unsent.includes(request.state)) return fail("request-over", request.state);
    const saved = await saveEvent(
      tx,
      locked,
      { type: "withdrawn", at, reason: input.reason },
      {
        ...{ id: input.id, digest, at, by: actor.name, personId: actor.personId },
        ...{ deviceId: actor.deviceId, detail: { reason: input.reason } },
      },
    );
    if (!saved.ok) return saved;
    await tx
      .update(requestItems)
      .set({ isVoid: true, checkAt: null })
      .where(eq(requestItems.requestId, request.id));
    await cancelDispatches(tx, request.id);
    return ok(undefined);
  });
}

/** Nobody outside has it yet, as far as the intake knows. */
const unsent: readonly string[] = ["queued", "by-hand", "undelivered"];
