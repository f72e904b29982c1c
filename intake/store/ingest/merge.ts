/** Two cases become one, as a report shows or a person says: the older takes what hangs on the other. */

import { and, eq, exists, inArray, isNull, min, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { foundOf } from "../../programme/golden.ts";
import { asBefore } from "../../rules/effect.ts";
import { mergeCategories, mergeDecisions } from "../../rules/merge.ts";
import { emptied, tallyOf } from "../../rules/tally.ts";
import { type Act, lockCases, restate, saveAct } from "../case-writes.ts";
import { markSettled } from "../programme/marks.ts";
import type { CaseRecord } from "../rows.ts";
import {
  assignments,
  caseSubjects,
  claims,
  decisions,
  holds,
  linkLooks,
  objections,
  questions,
  reports,
  requestItems,
  reviews,
} from "../schema/index.ts";
import type { Db } from "../store.ts";
import { type Arrival, countedOf } from "./arrival.ts";

/** Needs the ingest lock. Gives the case that now holds all. The absorbed case keeps its own log, which ends with where the rest is. */
export async function mergeCases(
  db: Db,
  merge: { join: string; absorb: string[] },
  arrival: Arrival,
): Promise<CaseRecord> {
  const rows = await lockCases(db, [merge.join, ...merge.absorb]);
  let survivor = find(rows, merge.join);
  const { receivedAt, person, deviceId, report } = arrival;
  const act = { at: receivedAt, by: person.name, device: deviceId, detail: { report: report.id } };
  for (const id of merge.absorb) survivor = await absorb(db, survivor, find(rows, id), act);
  return survivor;
}

function find(rows: CaseRecord[], id: string): CaseRecord {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`case ${id} is gone`);
  return row;
}

/**
 * Needs the ingest lock and both cases' locks. Which reports, reviews and decisions were the younger's stands in its
 * own log for good; which names moved stands in the survivor's.
 */
export async function absorb(
  db: Db,
  one: CaseRecord,
  two: CaseRecord,
  { detail, ...act }: Omit<Act, "act">,
): Promise<CaseRecord> {
  const older = await withoutReversal(db, one, act.at);
  const younger = await withoutReversal(db, two, act.at);
  const kept = mergeDecisions(older, younger);
  const other = kept === older ? younger : older;
  await dropWaiting(db, other, act.at);
  const names = await moveAll(db, younger.id, older.id);
  const tally = await readTally(db, older.id);
  const { state, proposedCategory, decidedAt } = kept;
  const reason = { ...detail, subjects: [older.subject, younger.subject] };
  await saveAct(db, restate(younger, { ...emptied(younger), mergedInto: older.id }), {
    ...act,
    act: "case-merged",
    detail: { into: older.id, ...reason },
  });
  const joined = restate(older, {
    ...(tally ?? older),
    channelId: older.channelId || younger.channelId,
    reach: Math.max(older.reach, younger.reach),
    ...{ state, proposedCategory, decidedAt, decidedCategory: mergeCategories(kept, other) },
    askedAt: await readAskedAt(db, older.id),
    reviewAskedAt: older.reviewAskedAt ?? younger.reviewAskedAt,
  });
  const saved = await saveAct(db, joined, {
    ...act,
    act: "case-absorbed",
    detail: { from: younger.id, head: younger.headHash, reports: younger.reports, names, ...reason },
  });
  const violates = foundOf(saved.state);
  if (violates !== undefined) await markSettled(db, saved, violates, act.at);
  return saved;
}

/** A decision that stands counts as one: its reversal, where one waits, gives way. */
async function withoutReversal(db: Db, row: CaseRecord, at: Date): Promise<CaseRecord> {
  if (row.state !== "proposed" && row.state !== "panel") return row;
  const standing = alias(decisions, "standing");
  const [found] = await db
    .select({ act: standing.act })
    .from(decisions)
    .innerJoin(standing, eq(standing.id, decisions.reverses))
    .where(and(eq(decisions.caseId, row.id), inArray(decisions.state, ["proposed", "disputed"])));
  if (!found) return row;
  await dropWaiting(db, row, at);
  return { ...row, ...asBefore(found) };
}

/** A case holds at most one waiting decision; the one that gives way can be made again. */
async function dropWaiting(db: Db, row: CaseRecord, at: Date): Promise<void> {
  const of = (state: "proposed" | "disputed") =>
    and(eq(decisions.caseId, row.id), eq(decisions.state, state));
  if (row.state === "proposed")
    await db.update(decisions).set({ state: "undone", answeredAt: at }).where(of("proposed"));
  if (row.state === "panel")
    await db.update(decisions).set({ state: "undone", settledAt: at }).where(of("disputed"));
}

/** Answers the names that only the one answered to. */
async function moveAll(db: Db, from: string, to: string): Promise<string[]> {
  for (const table of [reports, reviews, decisions, questions, holds, requestItems, objections, linkLooks]) {
    await db.update(table).set({ caseId: to }).where(eq(table.caseId, from));
  }
  await moveTasks(db, from, to);
  await db.delete(claims).where(eq(claims.caseId, from));
  const here = db
    .select({ subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(eq(caseSubjects.caseId, to));
  await db
    .delete(caseSubjects)
    .where(and(eq(caseSubjects.caseId, from), inArray(caseSubjects.subject, here)));
  const moved = await db
    .update(caseSubjects)
    .set({ caseId: to })
    .where(eq(caseSubjects.caseId, from))
    .returning({ subject: caseSubjects.subject });
  return moved.map(({ subject }) => subject).sort();
}

/** What was done or passed on stays so; whoever is at work on it goes on, unless the other was theirs as well. */
async function moveTasks(db: Db, from: string, to: string): Promise<void> {
  const there = alias(assignments, "there");
  const isTwin = and(eq(there.caseId, to), eq(there.personId, assignments.personId));
  const ofFrom = eq(assignments.caseId, from);
  await db.execute(sql`
    update ${assignments} as t
    set reviewed_at = coalesce(t.reviewed_at, f.reviewed_at), skipped_at = coalesce(t.skipped_at, f.skipped_at)
    from ${assignments} as f
    where t.case_id = ${to} and f.case_id = ${from} and f.person_id = t.person_id`);
  const twins = db.select({ one: sql`1` }).from(there).where(isTwin);
  await db.delete(assignments).where(and(ofFrom, exists(twins)));
  // By which somebody was to be tried: the other case tries nobody.
  const isTrial = and(
    eq(assignments.golden, true),
    isNull(assignments.reviewedAt),
    isNull(assignments.skippedAt),
  );
  await db.delete(assignments).where(and(ofFrom, isTrial));
  await db.update(assignments).set({ caseId: to }).where(ofFrom);
}

/** Since when the case waits for a reporter's answer. */
export async function readAskedAt(db: Db, caseId: string): Promise<Date | null> {
  const [open] = await db
    .select({ at: min(questions.at) })
    .from(questions)
    .where(and(eq(questions.caseId, caseId), isNull(questions.answeredAt)));
  return open?.at ?? null;
}

/** Counts a case's live reports anew. */
export async function readTally(db: Db, caseId: string) {
  const { evidence, category, urgent, personId, unitId, weight, receivedAt } = reports;
  const rows = await db
    .select({ evidence, category, urgent, personId, unitId, weight, receivedAt })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt)))
    .orderBy(receivedAt, reports.id);
  return tallyOf(rows.map((row) => countedOf(row, row, row.receivedAt)));
}
