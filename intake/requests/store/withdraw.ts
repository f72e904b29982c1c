/** Withdraws an unsent request: cancels its letters and frees its decisions for another letter. */

import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { WithdrawalInput } from "../../../utils/shared/contract/request.ts";
import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import { fail, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { LogAct } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import { anyScope, type Ref } from "../../core/scope.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { decisions, dispatches, requestItems, requests } from "../../db/schema/index.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import type { ReversedDecisions } from "../../decisions/store/apply-decision.ts";
import { actOf, type EventInput } from "../../delivery/letter-events.ts";
import { mayHaveLeft } from "../../delivery/letter-queue.ts";
import {
  actOnRequest,
  type LockedRequest,
  lockRequest,
  type SavedEvent,
  saveEvent,
} from "./change-request.ts";
import { cancelDispatches } from "./dispatches.ts";

/**
 * Problems: `request-over` if it was sent, because a sent request needs a restoration instead; `request-changed` while
 * it is being sent, because the platform may get it.
 */
export function withdrawRequest(
  db: Db,
  ref: Ref,
  input: WithdrawalInput,
  by: { actor: Actor; at: Date },
): Promise<Result<SavedEvent>> {
  return actOnRequest(db, ref, actOf(input, by), async (tx, locked, saying) => {
    const { request } = locked;
    if (!isUnsent(request)) return fail("request-over", request.state);
    if (await isBeingSent(tx, request.id, by.at)) return fail("request-changed", "it is being sent", "later");
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
const unsent = ["queued", "by-hand", "undelivered"] as const satisfies RequestState[];

/** One that came back after its limit had passed keeps its clock, and the platform may have it. */
export function isUnsent({ state, sentAt }: Pick<RequestRecord, "state" | "sentAt">): boolean {
  return sentAt === null && unsent.some((unsentState) => unsentState === state);
}

/** The letter of a withdrawn request was recorded as sent afterwards, or one of its attempts had no result. */
const mayBeOut = sql`exists (select 1 from ${dispatches}
  where ${dispatches.requestId} = ${requests.id} and ${dispatches.letter} = 'request' and ${mayHaveLeft(dispatches)})`;

/**
 * Filters requests that a platform may have, withdrawn ones too: a reversal needs a restoration, and their posts'
 * owners may object.
 */
export const mayHaveArrived = or(
  inArray(requests.state, ["sent", "answered"]),
  and(inArray(requests.state, [...unsent]), isNotNull(requests.sentAt)),
  and(eq(requests.state, "withdrawn"), or(isNotNull(requests.sentAt), mayBeOut)),
) as SQL<boolean>;

/**
 * Runs in the reversal's transaction. A signed letter is never edited: an unsent one is withdrawn as a whole,
 * and its other items may go into another letter. One under a live lease counts as sent unless it fails; then
 * `withdrawReversed` handles it.
 */
export async function onReversed(tx: Db, { reversed, by }: ReversedDecisions, act: LogAct): Promise<void> {
  if (reversed.length === 0) return;
  const rows = await tx
    .selectDistinct({ id: requestItems.requestId })
    .from(requestItems)
    .where(and(inArray(requestItems.decisionId, [...reversed]), eq(requestItems.isVoid, false)))
    .orderBy(asc(requestItems.requestId));
  for (const { id } of rows) {
    const locked = await lockRequest(tx, { id, scope: anyScope });
    if (!locked) continue;
    if (!isUnsent(locked.request)) {
      // No reprimand follows a reversed order.
      await cancelDispatches(tx, id, act.at);
    } else if (!(await isBeingSent(tx, id, act.at))) await withdraw(tx, locked, by, act);
  }
}

async function withdraw(
  tx: Db,
  locked: LockedRequest,
  reversal: string,
  { at, by, device }: Pick<LogAct, "at" | "by" | "device">,
): Promise<void> {
  const detail = { reversal };
  const ended = await endRequest(tx, locked, {
    id: randomUUID(),
    digest: await digestJson(detail),
    at,
    by,
    detail,
    ...(device === undefined ? {} : { deviceId: device }),
  });
  if (!ended.ok) throw new Error(`an unsent letter could not be withdrawn: ${ended.problem.code}`);
}

/** A replica is sending it, with unknown result. */
async function isBeingSent(tx: Db, requestId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(
      and(
        eq(dispatches.requestId, requestId),
        eq(dispatches.state, "sending"),
        gt(dispatches.leaseUntil, at),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/**
 * Withdraws letters that were being sent when their decision was reversed, and failed. Returns their number.
 */
export async function withdrawReversed(db: Db, at: Date): Promise<number> {
  const reversed = await db
    .selectDistinct({ id: requests.id })
    .from(requests)
    .innerJoin(requestItems, eq(requestItems.requestId, requests.id))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(
      and(
        inArray(requests.state, [...unsent]),
        isNull(requests.sentAt),
        eq(requestItems.isVoid, false),
        isNotNull(decisions.reversedAt),
      ),
    );
  let withdrawn = 0;
  for (const { id } of reversed) if (await withdrawReversedLetter(db, id, at)) withdrawn++;
  return withdrawn;
}

function withdrawReversedLetter(db: Db, requestId: string, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const locked = await lockRequest(tx, { id: requestId, scope: anyScope });
    if (!locked || !isUnsent(locked.request) || (await isBeingSent(tx, requestId, at))) return false;
    const ids = locked.cases.map(({ id }) => id);
    // The reversal names only one of the decisions that it took back.
    const [reversal] = await tx
      .select({ id: decisions.id })
      .from(decisions)
      .where(
        and(rowsOfCases(decisions, ids), isNotNull(decisions.reverses), eq(decisions.state, "confirmed")),
      )
      .orderBy(desc(decisions.at))
      .limit(1);
    if (!reversal) return false;
    await withdraw(tx, locked, reversal.id, { at, by: "reversal" });
    return true;
  });
}
