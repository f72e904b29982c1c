/** What becomes of a request whose decision is reversed: unsent it is withdrawn, and what was sent is for people to take back. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, inArray, isNotNull, not, type SQL } from "drizzle-orm";
import type { RequestState } from "../../../utils/contract/request-state.ts";
import { digestJson } from "../../../utils/seal/digest.ts";
import { type Act, lockCase, lockCases, lockFound, restate, saveAct } from "../case-writes.ts";
import type { CaseRecord, DecisionRecord } from "../rows.ts";
import { decisions, dispatches, requestEvents, requestItems, requests } from "../schema/index.ts";
import type { CaseScope } from "../scope.ts";
import type { Db } from "../store.ts";

/** Nothing of it has left the intake. */
const unsent: readonly RequestState[] = ["queued", "by-hand", "undelivered"];

/**
 * The decision's case, locked; of a reversal also those whose items go in the same letter, all in the order of their ids.
 * While the case is locked nobody makes a letter of it.
 */
export async function lockDeciding(
  tx: Db,
  { caseId, reverses }: Pick<DecisionRecord, "caseId" | "reverses">,
  scope: CaseScope,
): Promise<CaseRecord | undefined> {
  if (reverses !== null) await lockCases(tx, [caseId, ...(await readCompanions(tx, caseId))]);
  return lockFound(tx, { id: caseId, scope });
}

/** Cases that share an unsent letter with this one. */
async function readCompanions(tx: Db, caseId: string): Promise<string[]> {
  const letters = tx
    .select({ id: requestItems.requestId })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(
      and(
        ...[eq(requestItems.caseId, caseId), eq(requestItems.isVoid, false)],
        inArray(requests.state, [...unsent]),
      ),
    );
  const rows = await tx
    .selectDistinct({ caseId: requestItems.caseId })
    .from(requestItems)
    .where(inArray(requestItems.requestId, letters));
  return rows.map((row) => row.caseId);
}

export interface Reversed {
  /** As the reversal left it, locked. */
  row: CaseRecord;
  /** Decisions that stand no more. */
  reversed: readonly string[];
  /** The decision that stands instead. */
  by: string;
}

/**
 * In the transaction of the reversal. A letter is signed and never edited: one that is not sent yet is withdrawn as a
 * whole, and its other items are free for another letter. What is on its way at this moment counts as sent unless it
 * fails; `withdrawReversed` looks at it again.
 */
export async function onReversed(tx: Db, { row, reversed, by }: Reversed, act: Act): Promise<CaseRecord> {
  if (reversed.length === 0) return row;
  const found = await tx
    .select({ request: requests })
    .from(requests)
    .innerJoin(requestItems, eq(requestItems.requestId, requests.id))
    .where(and(inArray(requestItems.decisionId, [...reversed]), eq(requestItems.isVoid, false)))
    .orderBy(asc(requests.id))
    .for("update", { of: requests });
  let last = row;
  for (const request of new Map(found.map((one) => [one.request.id, one.request])).values())
    last = await settle(tx, last, request, by, act);
  return last;
}

type RequestRecord = typeof requests.$inferSelect;

async function settle(
  tx: Db,
  row: CaseRecord,
  request: RequestRecord,
  by: string,
  act: Act,
): Promise<CaseRecord> {
  const isUnsent = unsent.includes(request.state);
  // No reprimand follows an order that stands no more.
  if (!isUnsent) await cancelDispatches(tx, request.id, act.at);
  if (!isUnsent || (await isOnItsWay(tx, request.id, act.at))) return row;
  return withdraw(tx, row, request, by, act);
}

async function withdraw(
  tx: Db,
  row: CaseRecord,
  request: RequestRecord,
  by: string,
  act: Act,
): Promise<CaseRecord> {
  const detail = { reversal: by };
  await tx
    .update(requests)
    .set({ state: "withdrawn", withdrawnAt: act.at, version: request.version + 1 })
    .where(eq(requests.id, request.id));
  await cancelDispatches(tx, request.id, act.at);
  await tx.insert(requestEvents).values({
    ...{ id: randomUUID(), requestId: request.id, at: act.at, act: "withdrawn", personId: null, by: act.by },
    ...{ detail, digest: await digestJson(detail) },
  });
  const items = await tx
    .update(requestItems)
    .set({ isVoid: true, checkAt: null })
    .where(eq(requestItems.requestId, request.id))
    .returning({ caseId: requestItems.caseId });
  const others = new Set(items.map(({ caseId }) => caseId).filter((id) => id !== row.id));
  const told = { ...act, act: "request-withdrawn", detail: { request: request.id, ...detail } };
  for (const one of await lockCases(tx, [...others])) await saveAct(tx, restate(one, {}), told);
  return saveAct(tx, restate(row, {}), told);
}

/** A replica is at it, and nobody knows yet whether it arrived. */
async function isOnItsWay(tx: Db, requestId: string, at: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: dispatches.id })
    .from(dispatches)
    .where(and(eq(dispatches.requestId, requestId), beingSent(at)))
    .limit(1);
  return rows.length > 0;
}

const beingSent = (at: Date) => and(eq(dispatches.state, "sending"), gt(dispatches.leaseUntil, at)) as SQL;

function cancelDispatches(tx: Db, requestId: string, at: Date): Promise<unknown> {
  const waits = inArray(dispatches.state, ["queued", "by-hand", "sending"]);
  return tx
    .update(dispatches)
    .set({ state: "cancelled", nextAt: null, leaseUntil: null })
    .where(and(eq(dispatches.requestId, requestId), waits, not(beingSent(at))));
}

/** Letters that were on their way when their decision was reversed, and did not arrive: gives how many were withdrawn. */
export async function withdrawReversed(db: Db, at: Date): Promise<number> {
  const left = await db
    .selectDistinct({ id: requests.id })
    .from(requests)
    .innerJoin(requestItems, eq(requestItems.requestId, requests.id))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(
      and(
        inArray(requests.state, [...unsent]),
        ...[eq(requestItems.isVoid, false), isNotNull(decisions.reversedAt)],
      ),
    );
  let withdrawn = 0;
  for (const { id } of left) if (await withdrawLeft(db, id, at)) withdrawn++;
  return withdrawn;
}

function withdrawLeft(db: Db, requestId: string, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const items = await tx.select().from(requestItems).where(eq(requestItems.requestId, requestId));
    await lockCases(
      tx,
      items.map(({ caseId }) => caseId),
    );
    const [request] = await tx.select().from(requests).where(eq(requests.id, requestId)).for("update");
    const ids = items.map(({ decisionId }) => decisionId);
    const [reversal] = await tx
      .select({ id: decisions.id, caseId: decisions.caseId })
      .from(decisions)
      .where(and(inArray(decisions.reverses, ids), eq(decisions.state, "confirmed")));
    const row = reversal && (await lockCase(tx, reversal.caseId));
    if (!request || !row || !unsent.includes(request.state)) return false;
    if (await isOnItsWay(tx, requestId, at)) return false;
    await withdraw(tx, row, request, reversal.id, {
      at,
      by: "reversal",
      act: "request-withdrawn",
      detail: {},
    });
    return true;
  });
}
