/** Ends a request that has not gone out: its letters are cancelled, its decisions may go into another letter. */

import { and, asc, eq, inArray } from "drizzle-orm";
import type { WithdrawalInput } from "../../../utils/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import { digestJson } from "../../../utils/seal/digest.ts";
import { lockCases, saveAct } from "../case-writes.ts";
import type { Actor } from "../decide.ts";
import { dispatches, requestEvents, requestItems, requests } from "../schema/index.ts";
import type { Ref } from "../scope.ts";
import type { Db } from "../store.ts";
import { type RequestRecord, requestsIn } from "./read.ts";

/** The request and its cases, locked: the cases first, as everything else does. */
export async function lockRequest(tx: Db, { id, scope }: Ref) {
  const items = await tx
    .select()
    .from(requestItems)
    .where(eq(requestItems.requestId, id))
    .orderBy(asc(requestItems.place));
  const rows = await lockCases(tx, [...new Set(items.map(({ caseId }) => caseId))]);
  const [request] = await tx
    .select()
    .from(requests)
    .where(and(eq(requests.id, id), requestsIn(tx, scope)))
    .for("update");
  return request && { request, items, cases: rows };
}

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
    const { request, cases: rows } = locked;
    const digest = await digestJson({ ...input, requestId: request.id, personId: actor.personId });
    const [earlier] = await tx.select().from(requestEvents).where(eq(requestEvents.id, input.id));
    if (earlier) return earlier.digest === digest ? ok(undefined) : fail("conflict");
    if (!isUnsent(request)) return fail("request-over", request.state);
    await endRequest(tx, request, input.reason, at);
    const detail = { reasonDigest: await digestJson(input.reason) };
    await tx.insert(requestEvents).values({
      ...{ id: input.id, requestId: request.id, at, act: "withdrawn" },
      ...{ personId: actor.personId, by: actor.name, detail: { reason: input.reason }, digest },
    });
    for (const row of rows)
      await saveAct(
        tx,
        { ...row, version: row.version + 1 },
        {
          ...{ at, by: actor.name, device: actor.deviceId, act: "request-withdrawn" },
          detail: { request: request.id, ...detail },
        },
      );
    return ok(undefined);
  });
}

/** Nobody outside has it yet, as far as the intake knows. */
export function isUnsent({ state }: RequestRecord): boolean {
  return state === "queued" || state === "by-hand" || state === "undelivered";
}

/** Needs the locks. */
export async function endRequest(
  tx: Db,
  { id, version }: RequestRecord,
  reason: string,
  at: Date,
): Promise<void> {
  await tx
    .update(requests)
    .set({ state: "withdrawn", withdrawnAt: at, withdrawnReason: reason, version: version + 1 })
    .where(eq(requests.id, id));
  await tx.update(requestItems).set({ isVoid: true, checkAt: null }).where(eq(requestItems.requestId, id));
  await tx
    .update(dispatches)
    .set({ state: "cancelled", nextAt: null })
    .where(and(eq(dispatches.requestId, id), inArray(dispatches.state, ["queued", "by-hand"])));
}
