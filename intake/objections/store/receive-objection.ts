/**
 * Stores an objection, once per id. The request's and the case's logs record it without its words.
 */

import { randomUUID } from "node:crypto";
import { and, count, eq, sql } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Objector } from "../../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { newReference } from "../../core/reference-numbers.ts";
import { anyScope } from "../../core/scope.ts";
import { objections, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { mayHaveArrived } from "../../requests/store/withdraw.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";

export type Objection = typeof objections.$inferSelect;

interface ObjectionText {
  /** Chosen by the sender; makes retries idempotent. The same text alone is no retry: another person may have sent it. */
  id?: string;
  objector: Objector;
  name?: string | undefined;
  contact?: string | undefined;
  text: string;
  /** It names the post's address, not the item's reference; its time limit runs since then. */
  byAddress?: Pick<Objection, "receivedAt" | "dueAt">;
  /** Called unless the objection is a repeat. Returns false if its network has sent enough objections to the item. */
  mayTakePlace?: () => boolean;
}

/** A column for a query of items with their requests. A withdrawn letter that may have arrived can be objected to. */
export const isOpenToObjection = sql<boolean>`(not ${requestItems.isVoid} or ${mayHaveArrived})`;

/** Returns undefined if the item does not exist, or its letter cannot have arrived. */
async function findOpenItem(db: Db, itemId: string) {
  const [row] = await db
    .select({ item: requestItems })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(and(eq(requestItems.id, itemId), isOpenToObjection));
  return row?.item;
}

const dueMs = limits.objectionHours * 3_600_000;

/**
 * Problems: `objections-many` while too many objections to the item are open, or for a sender who has sent enough of them;
 * `not-found` if its request was withdrawn before it can have arrived.
 */
export function receiveObjection(
  db: Db,
  itemId: string,
  said: ObjectionText,
  at: Date,
): Promise<Result<Objection>> {
  return db.transaction(async (tx) => {
    const [unlocked] = await tx.select().from(requestItems).where(eq(requestItems.id, itemId));
    if (!unlocked) return fail("not-found");
    // Anyone with the reference may object, so no unit's scope applies.
    const row = await lockInScope(tx, { id: unlocked.caseId, scope: anyScope });
    const item = await findOpenItem(tx, itemId);
    if (!row || !item) return fail("not-found");
    // A split may have moved it before the lock.
    if (item.caseId !== row.id) return fail("case-changed", undefined, "now");
    const { id = randomUUID(), objector, name = null, contact = null, text, byAddress, mayTakePlace } = said;
    const digest = await digestJson({ item: itemId, text });
    const [known] = await tx.select().from(objections).where(eq(objections.id, id));
    if (known) return answerRepeat(known, { itemId, objector, digest });
    if ((await countOpen(tx, itemId)) >= limits.openObjections || mayTakePlace?.() === false)
      return fail("objections-many", undefined, "later");
    const objection: Objection = {
      id,
      itemId,
      caseId: row.id,
      spot: row.spot,
      decisionId: item.decisionId,
      objector,
      text,
      digest,
      receivedAt: at,
      dueAt: new Date(at.getTime() + dueMs),
      ...byAddress,
      name,
      contact,
      state: "open",
      handledBy: null,
      handledAt: null,
      reason: null,
      reversal: null,
      ticket: newReference(),
    };
    await tx.insert(objections).values(objection);
    const marks = byAddress ? { byAddress: true } : {};
    const detail = { objection: id, item: itemId, objector, digest, ...marks };
    const event = randomUUID();
    await tx.insert(requestEvents).values({
      id: event,
      requestId: item.requestId,
      at,
      act: "objected",
      personId: null,
      by: objector,
      detail,
      digest: await digestJson(detail),
    });
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: objector,
      act: "objection-received",
      detail: { ...detail, request: item.requestId },
      rows: { objections: [id], request_events: [event] },
    });
    const { site, category } = row;
    const { state, dueAt } = objection;
    const hookBody = { caseId: row.id, objectionId: id, site, category, state, dueAt: dueAt.toISOString() };
    await notifyHooks(tx, "objection-received", hookBody, at);
    return ok(objection);
  });
}

function answerRepeat(
  known: Objection,
  { itemId, objector, digest }: Pick<Objection, "itemId" | "objector" | "digest">,
): Result<Objection> {
  const isSame = known.itemId === itemId && known.objector === objector && known.digest === digest;
  return isSame ? ok(known) : fail("conflict", "another objection has this id");
}

async function countOpen(tx: Db, itemId: string): Promise<number> {
  const open = and(eq(objections.itemId, itemId), eq(objections.state, "open"));
  const [row] = await tx.select({ open: count() }).from(objections).where(open);
  return row?.open ?? 0;
}
