/**
 * Objections that name a post by its address. They are stored alike whether or not there is a case, and a job
 * later passes those on whose post was in a letter. The request itself reads no case, so that neither its
 * answer nor its work tells a stranger what the intake knows.
 */

import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  type SQL,
  sql,
} from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Objector } from "../../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Subject } from "../../../utils/shared/contract/site.ts";
import { newReference } from "../../core/reference-numbers.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { addressObjections, objections, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { mayHaveArrived } from "../../requests/store/withdraw.ts";
import { reversal, reversalOutcome } from "./read-objections.ts";
import { receiveObjection } from "./receive-objection.ts";

export interface AddressObjectionInput {
  /** Makes retries idempotent. */
  id: string;
  subject: Subject;
  objector: Objector;
  name?: string | undefined;
  contact?: string | undefined;
  text: string;
}

/** Objections about one post within the time limit. One network may send far fewer, so that a few cannot use it up. */
export const maxPerPost = 1_000;

/**
 * Objections about any posts within the time limit, and as many whose time limit is over. One has at most about 16 kB.
 */
export const maxWithinLimit = 10_000;
/** From here on the form is crowded. */
export const crowdedFrom = maxWithinLimit / 2;

/** Detail of the problem if all places are taken. */
export const formFull = "the form is full";

const dueMs = limits.objectionHours * 3_600_000;

/**
 * Problem: `objections-many` if too many objections came within the time limit, whatever became of them: about the
 * same post, or about any. While the form is crowded, `isRare` says whether the sender may take a place.
 */
export async function receiveAddressObjection(
  db: Db,
  { id, subject, objector, name, contact, text }: AddressObjectionInput,
  { at, isRare }: { at: Date; isRare: () => boolean },
): Promise<Result<{ ticket: string }>> {
  const { ticket } = addressObjections;
  const taken = await countTaken(db, { id, subject }, at);
  if (taken.all >= maxWithinLimit) return fail("objections-many", formFull, "later");
  const isRefused = taken.ofPost >= maxPerPost || (taken.all >= crowdedFrom && !isRare());
  if (isRefused) return fail("objections-many", undefined, "later");
  const [kept] = await db
    .insert(addressObjections)
    .values({
      id,
      subject,
      objector,
      name: name ?? null,
      contact: contact ?? null,
      text,
      receivedAt: at,
      dueAt: new Date(at.getTime() + dueMs),
      ticket: newReference(),
      objectionId: null,
    })
    // A retry changes nothing and gets the first ticket.
    .onConflictDoUpdate({ target: addressObjections.id, set: { id } })
    .returning({ ticket });
  if (!kept) throw new Error(`objection ${id} was not stored`);
  return ok({ ticket: kept.ticket });
}

/**
 * Counts those within their time limit without the given one. Includes those that were passed on: a place that one of
 * them frees would tell its sender that there is a letter.
 */
async function countTaken(
  db: Db,
  { id, subject }: Pick<AddressObjectionInput, "id" | "subject">,
  at: Date,
): Promise<{ ofPost: number; all: number }> {
  const { dueAt, objectionId } = addressObjections;
  const others = and(gt(dueAt, at), ne(addressObjections.id, id));
  const counted = (which: SQL) =>
    sql`(select count(*)::int from ${addressObjections} where ${and(others, which)})`;
  // Each part has its index.
  const all = sql`${counted(isNull(objectionId))} + ${counted(isNotNull(objectionId))}`;
  const [row] = await rowsOf<{ ofPost: number; all: number }>(
    db,
    sql`select ${counted(eq(addressObjections.subject, subject))} as "ofPost", ${all} as "all"`,
  );
  return row ?? { ofPost: 0, all: 0 };
}

/** Objections by address within their time limit. */
export function countWithinLimit(db: Db, at: Date): Promise<number> {
  return db.$count(addressObjections, gt(addressObjections.dueAt, at));
}

/**
 * Finds an objection by its ticket, with the one that it became and what became of its reversal. Looks for a letter only
 * after the time limit, so that the time of an answer tells nothing before.
 */
export async function findAddressTicket(db: Db, ticket: string, at: Date) {
  const [row] = await db
    .select({ own: addressObjections, objection: objections, reversal: reversalOutcome })
    .from(addressObjections)
    .leftJoin(objections, eq(objections.id, addressObjections.objectionId))
    .leftJoin(reversal, eq(reversal.id, objections.reversal))
    .where(eq(addressObjections.ticket, ticket));
  if (!row) return undefined;
  const isOver = at >= row.own.dueAt;
  const isAsked = isOver && !row.objection && (await hasLetter(db, row.own.id));
  return { ...row, isOver, isAsked };
}
export type FoundAddressTicket = NonNullable<Awaited<ReturnType<typeof findAddressTicket>>>;

const matchesAtOnce = 200;

/**
 * Passes on the objections whose post is in a letter that was sent within their time limit and still counts, those that
 * wait longest first. At most two of an item's places are for objections by address, so that strangers cannot fill
 * those of the notice's holders.
 */
export async function matchAddressObjections(db: Db, at: Date): Promise<number> {
  const rows = await rowsOf<{ id: string; item: string }>(db, matches());
  let passed = 0;
  for (const { id, item } of rows) if (await passOn(db, { id, item }, at)) passed++;
  return passed;
}

const [item, request] = [requestItems, requests];

/**
 * A name that a report only shows counts too: on Facebook the sender may know the post by that one alone.
 * An objection that finds no free place waits for one, also after its time limit, and when the decision that was in
 * force as it came is reversed meanwhile.
 */
const withLetters = sql`${addressObjections} own
    inner join case_subjects named on named.subject = own.subject
    inner join ${item} on ${item.caseId} = named.case_id
    inner join ${request} on ${request.id} = ${item.requestId} and ${request.kind} = 'order' and ${mayHaveArrived}
      and coalesce(${request.sentAt}, ${request.madeAt}) <= own.due_at
    inner join decisions decision on decision.id = ${item.decisionId}
      and (decision.reversed_at is null or decision.reversed_at > own.received_at)`;

async function hasLetter(db: Db, id: string): Promise<boolean> {
  const rows = await rowsOf(db, sql`select 1 from ${withLetters} where own.id = ${id} limit 1`);
  return rows.length > 0;
}

/** While all places of the post's own items are taken, it does not use those of posts that only mention its address. */
function matches(): SQL {
  return sql`select id, item from (
    select distinct on (id) id, received_at, item from (
      select own.id, own.received_at, ${item.id} as item, ${request.sentAt} as sent_at, named.own as by_own_name,
        bool_or(named.own) over (partition by own.id) as has_own_name
      from ${withLetters} where own.objection_id is null
    ) found
    where by_own_name = has_own_name
      and (select count(*) from objections taken inner join ${addressObjections} by_address
        on by_address.objection_id = taken.id
        where taken.item_id = found.item and taken.state = 'open') < ${limits.openAddressObjections}
      and (select count(*) from objections taken where taken.item_id = found.item and taken.state = 'open')
        < ${limits.openObjections}
    order by id, sent_at desc nulls last
  ) waiting order by received_at, id limit ${matchesAtOnce}`;
}

/** The words move to the objection, whose name and contact are deleted some time after its hearing. */
function passOn(db: Db, { id, item }: { id: string; item: string }, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const waiting = and(eq(addressObjections.id, id), isNull(addressObjections.objectionId));
    // Another replica may be passing it on.
    const [own] = await tx
      .select()
      .from(addressObjections)
      .where(waiting)
      .for("update", { skipLocked: true });
    if (!own || (await countOpenByAddress(tx, item)) >= limits.openAddressObjections) return false;
    const { objector, name, contact, text, receivedAt, dueAt } = own;
    const byAddress = { receivedAt, dueAt };
    const input = { objector, name: name ?? undefined, contact: contact ?? undefined, text, byAddress };
    const received = await receiveObjection(tx, item, input, at);
    if (!received.ok) return false;
    await tx
      .update(addressObjections)
      .set({ objectionId: received.value.id, name: null, contact: null, text: "" })
      .where(eq(addressObjections.id, id));
    return true;
  });
}

async function countOpenByAddress(tx: Db, itemId: string): Promise<number> {
  const [row] = await tx
    .select({ open: count() })
    .from(objections)
    .innerJoin(addressObjections, eq(addressObjections.objectionId, objections.id))
    .where(and(eq(objections.itemId, itemId), eq(objections.state, "open")));
  return row?.open ?? 0;
}

const retentionMs = limits.objectorDays * 24 * 3_600_000;

/**
 * Deletes them with everything that the sender wrote, some time after their time limit. Those that were passed on have no
 * words any more, and their ticket is the only way to the outcome.
 */
export async function deleteOldAddressObjections(db: Db, at: Date): Promise<void> {
  const { dueAt, objectionId } = addressObjections;
  await db
    .delete(addressObjections)
    .where(and(isNull(objectionId), lt(dueAt, new Date(at.getTime() - retentionMs))));
  await deleteEnded(db, at);
}

/** Rows of one deletion. */
const mostDeleted = 1_000;

/** If too many have ended, deletes the oldest that no letter matches, because they can no longer be heard. */
async function deleteEnded(db: Db, at: Date): Promise<void> {
  const { dueAt, objectionId } = addressObjections;
  const [oldestKept] = await db
    .select({ dueAt })
    .from(addressObjections)
    .where(and(isNull(objectionId), lt(dueAt, at)))
    .orderBy(desc(dueAt))
    .offset(maxWithinLimit - 1)
    .limit(1);
  if (!oldestKept) return;
  const older = and(isNull(objectionId), lt(dueAt, oldestKept.dueAt));
  const withoutLetter = sql`not exists (select 1 from ${withLetters} where own.id = ${addressObjections.id})`;
  const ended = db
    .select({ id: addressObjections.id })
    .from(addressObjections)
    .where(and(older, withoutLetter))
    .orderBy(asc(dueAt))
    .limit(mostDeleted);
  await db.delete(addressObjections).where(inArray(addressObjections.id, ended));
}
