/** Assignment of cases to people, and hand-over at the end of a shift. Each change is in the case's log. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { HandOverInput, HandOverOutcome } from "../../../utils/shared/contract/teamwork.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseAssignments, caseNotes, cases, claims, people } from "../../db/schema/index.ts";
import { isCase, rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { allowedActs, isClosed } from "../rules/allowed-acts.ts";
import { readActFacts } from "./case-facts.ts";
import { lockInScope, logUnchanged } from "./case-writes.ts";
import { deleteClaim } from "./claims.ts";
import { type ColleagueRow, readColleagues } from "./colleagues.ts";
import { insertNote } from "./notes.ts";

export interface Assignment {
  personId: string;
  to: string;
  by: string;
  at: Date;
}

/** By case id, without cases that are assigned to no one. */
export async function readAssignments(
  db: Db,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Assignment>> {
  if (caseIds.length === 0) return new Map();
  const assigner = alias(people, "assigner");
  const rows = await db
    .select({
      caseId: caseAssignments.caseId,
      personId: caseAssignments.personId,
      to: people.name,
      by: assigner.name,
      at: caseAssignments.at,
    })
    .from(caseAssignments)
    .innerJoin(people, eq(people.id, caseAssignments.personId))
    .innerJoin(assigner, eq(assigner.id, caseAssignments.byId))
    .where(rowsOfCases(caseAssignments, caseIds));
  return new Map(rows.map(({ caseId, ...assignment }) => [caseId, assignment]));
}

/**
 * The same rule as for a claim: a case is assigned only to a person who may act on it. Thus the first decider is
 * never given the same case for the second decision.
 */
export function mayWorkOn(facts: Omit<Parameters<typeof allowedActs>[0], "asker">, one: Worker): boolean {
  const asker = { personId: one.id, role: "supervisor" as const };
  return allowedActs({ ...facts, asker }).can.some((act) => act !== "undo" && act !== "reverse");
}

type Worker = Pick<ColleagueRow, "id">;

interface Assigning {
  actor: Actor;
  at: Date;
}

/** A null `personId` returns the case to the queue. Idempotent. */
export function assignCase(
  db: Db,
  ref: Ref,
  personId: string | null,
  { actor, at }: Assigning,
): Promise<Result<Assignment | undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    const before = (await readAssignments(tx, [row.id])).get(row.id);
    if ((before?.personId ?? null) === personId) return ok(before);
    if (personId === null) {
      await unassign(tx, row, { actor, at });
      return ok(undefined);
    }
    if (isClosed(row.state)) return fail("case-closed");
    const colleagues = await readColleagues(tx, row);
    const receiver = colleagues.find(({ id }) => id === personId);
    if (!receiver) return fail("colleague-blind");
    if (!mayWorkOn(await readActFacts(tx, row), receiver)) return fail("colleague-bound");
    await assign(tx, row, receiver, { actor, at });
    return ok({ personId, to: receiver.name, by: actor.name, at });
  });
}

async function assign(
  tx: Db,
  row: CaseRecord,
  receiver: Worker,
  { actor, at, handOverId = null }: Assigning & { handOverId?: string | null },
): Promise<void> {
  // A person who takes a case has seen it.
  const seenAt = receiver.id === actor.personId ? at : null;
  const assigned = { personId: receiver.id, byId: actor.personId, at, handOverId, seenAt };
  await tx
    .insert(caseAssignments)
    .values({ caseId: row.id, spot: row.spot, ...assigned })
    .onConflictDoUpdate({ target: [caseAssignments.caseId, caseAssignments.spot], set: assigned });
  await logUnchanged(tx, row, {
    at,
    by: actor.name,
    device: actor.deviceId,
    act: handOverId ? "case-handed-over" : "case-assigned",
    detail: { to: receiver.id, ...(handOverId ? { handOver: handOverId } : {}) },
  });
}

async function unassign(tx: Db, row: CaseRecord, { actor, at }: Assigning): Promise<void> {
  const deleted = await tx.delete(caseAssignments).where(rowsOfCase(caseAssignments, row.id)).returning();
  const [was] = deleted;
  if (!was) return;
  await logUnchanged(tx, row, {
    at,
    by: actor.name,
    device: actor.deviceId,
    act: "case-unassigned",
    detail: { from: was.personId },
  });
}

/**
 * Called after a decision: the work of the person who decided is done, and on a closed case everyone's. The decision's
 * own log entry records it.
 */
export async function endAssignment(tx: Db, caseId: string, personId: string): Promise<void> {
  const waits = sql`${cases.state} in ('open', 'proposed', 'panel')`;
  const closed = notExists(
    tx
      .select({ one: sql`1` })
      .from(cases)
      .where(and(isCase(caseId), waits)),
  );
  await tx
    .delete(caseAssignments)
    .where(and(rowsOfCase(caseAssignments, caseId), or(eq(caseAssignments.personId, personId), closed)));
}

/**
 * Hands every case that the person claimed or was assigned to a colleague. A case on which the colleague may not act
 * goes to the queue. Idempotent by its id.
 */
export async function handOver(
  db: Db,
  scope: CaseScope,
  input: HandOverInput,
  { actor, at }: Assigning,
): Promise<Result<HandOverOutcome>> {
  const colleagues = await readColleagues(db, undefined, actor.personId);
  if (input.personId !== null && !colleagues.some(({ id }) => id === input.personId))
    return fail("colleague-blind");
  const outcome = await readHandOver(db, input.id, actor.personId);
  for (const id of await readHeld(db, actor.personId, at)) {
    const to = await db.transaction(async (tx) => {
      const row = await lockInScope(tx, { id, scope });
      // Since the list was read, a colleague may have taken it, or the same request may have been sent again.
      const [held] = row ? await readHeld(tx, actor.personId, at, row.id) : [];
      return row && held && handCaseOver(tx, row, input, { actor, at });
    });
    if (to) outcome[to].push(id);
  }
  return ok(outcome);
}

/** Cases that the person claimed or was assigned, in the order of locks; or this one, if it is among them. */
async function readHeld(db: Db, personId: string, at: Date, caseId?: string): Promise<string[]> {
  const isAmong = (table: typeof caseAssignments | typeof claims) =>
    caseId === undefined ? undefined : rowsOfCase(table, caseId);
  const assigned = await db
    .select({ id: caseAssignments.caseId })
    .from(caseAssignments)
    .where(and(eq(caseAssignments.personId, personId), isAmong(caseAssignments)));
  const claimed = await db
    .select({ id: claims.caseId })
    .from(claims)
    .where(and(eq(claims.personId, personId), gt(claims.until, at), isAmong(claims)));
  return [...new Set([...assigned, ...claimed].map(({ id }) => id))].sort();
}

async function handCaseOver(
  tx: Db,
  row: CaseRecord,
  { id: handOverId, personId, note }: HandOverInput,
  { actor, at }: Assigning,
): Promise<keyof HandOverOutcome> {
  await deleteClaim(tx, row.id, actor.personId);
  const noteId = randomUUID();
  const digest = await digestJson({ caseId: row.id, handOver: handOverId, note });
  // In the no-pixels lane no words about the content are stored.
  const noted = row.withheld
    ? row
    : await insertNote(tx, row, { id: noteId, text: note, digest, handOverId }, { actor, at });
  const seeing = await readColleagues(tx, row, actor.personId);
  const receiver = seeing.find(({ id }) => id === personId);
  if (receiver && !isClosed(row.state) && mayWorkOn(await readActFacts(tx, row), receiver)) {
    await assign(tx, noted, receiver, { actor, at, handOverId });
    return "handed";
  }
  await unassign(tx, noted, { actor, at });
  return "queued";
}

/** The result of an earlier call with the same id. */
async function readHandOver(db: Db, id: string, byId: string): Promise<HandOverOutcome> {
  const rows = await db
    .select({ caseId: caseNotes.caseId, handOverId: caseAssignments.handOverId })
    .from(caseNotes)
    .leftJoin(caseAssignments, eq(caseAssignments.caseId, caseNotes.caseId))
    .where(and(eq(caseNotes.handOverId, id), eq(caseNotes.personId, byId)))
    .orderBy(asc(caseNotes.caseId));
  const caseIds = (isHanded: boolean) =>
    rows.filter(({ handOverId }) => (handOverId === id) === isHanded).map(({ caseId }) => caseId);
  return { handed: caseIds(true), queued: caseIds(false) };
}
