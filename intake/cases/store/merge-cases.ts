/** Merges two cases: the older takes over everything of the younger. Neither may have a waiting decision. */

import { and, eq, exists, isNull, min, notInArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { severalLanguages } from "../../core/scope.ts";
import { named } from "../../db/prepared-statements.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  assignments,
  caseAssignments,
  caseNotes,
  caseSubjects,
  checks,
  claims,
  decisions,
  files,
  goldenCases,
  holds,
  linkLooks,
  marks,
  noteMentions,
  objections,
  questions,
  referralEvents,
  referralLetters,
  referrals,
  reports,
  requestItems,
  reviews,
  undescribed,
  votes,
  wantedFiles,
  watches,
  watchLooks,
} from "../../db/schema/index.ts";
import { rowsOfCase, spotOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { pickDecidedCase } from "../rules/merge-rules.ts";
import { withoutReports } from "../rules/report-summary.ts";
import { type LogAct, lockCases, saveWithLog, withDerived } from "./case-writes.ts";
import { readReportSummary } from "./report-summary.ts";

/** Effects on later domains, in the same transaction; composed in `intake/intake.ts`. */
export interface CaseCallbacks {
  /** Called after a decision or a merge, with the case in its new state. */
  onDecided(tx: Db, row: CaseRecord, at: Date): Promise<void>;
  /** Called with both cases of a split in their new states. */
  onSplit(tx: Db, rows: readonly CaseRecord[], at: Date): Promise<void>;
}

type MergeAct = Omit<LogAct, "act">;

/** Needs the ingest lock alone. The younger case keeps its own log, whose last entry names the older case. */
export async function mergeCases(
  db: Db,
  pair: readonly string[],
  act: MergeAct,
  callbacks: CaseCallbacks,
): Promise<void> {
  const [older, younger] = oldestFirst(await lockCases(db, [...pair]));
  if (!older || !younger) throw new Error(`one of the cases ${pair.join(", ")} is missing`);
  await mergeInto(db, [older, younger], act, callbacks);
}

export function oldestFirst(rows: readonly CaseRecord[]): CaseRecord[] {
  return [...rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
}

/**
 * Needs the ingest lock alone and both cases' locks. The younger's log keeps its reports, reviews and decisions;
 * the survivor's log records the subjects that moved.
 */
export async function mergeInto(
  db: Db,
  [older, younger]: readonly [CaseRecord, CaseRecord],
  { detail, ...act }: MergeAct,
  callbacks: CaseCallbacks,
): Promise<CaseRecord> {
  const kept = pickDecidedCase(older, younger);
  const other = kept === older ? younger : older;
  const names = await moveCaseRows(db, younger.id, older.id);
  const tally = await readReportSummary(db, older.id);
  const { state, decidedAt } = kept;
  const reason = { ...detail, subjects: [older.subject, younger.subject] };
  await saveWithLog(db, withDerived(younger, { ...withoutReports(younger), mergedInto: older.id }), {
    ...act,
    act: "case-merged",
    detail: { into: older.id, ...reason },
  });
  const joined = withDerived(older, {
    ...(tally ?? older),
    channelId: older.channelId || younger.channelId,
    reach: Math.max(older.reach, younger.reach),
    language: older.language === younger.language ? older.language : severalLanguages,
    state,
    decidedAt,
    decidedCategory: kept.decidedCategory ?? other.decidedCategory,
    askedAt: await readAskedAt(db, older.id),
    reviewAskedAt: older.reviewAskedAt ?? younger.reviewAskedAt,
  });
  const saved = await saveWithLog(db, joined, {
    ...act,
    act: "case-absorbed",
    detail: { from: younger.id, head: younger.headHash, reports: younger.reports, names, ...reason },
  });
  await callbacks.onDecided(db, saved, act.at);
  return saved;
}

/**
 * Returns the subjects that only the merged case had as its own. One statement moves most tables, because no report is
 * stored while a merge waits for the database.
 */
async function moveCaseRows(db: Db, from: string, to: string): Promise<string[]> {
  const spot = spotOfCase(to);
  await deferKeys(db);
  const moving = [reports, reviews, decisions, questions, holds, requestItems, objections, linkLooks];
  const moves = [...moving, referrals, watches, caseNotes].map(
    (table) => sql`update ${table} set case_id = ${to}, spot = ${spot} where ${rowsOfCase(table, from)}`,
  );
  // The assignment is logged in the merged case. The remaining case keeps its own.
  const drops = [claims, caseAssignments].map(
    (table) => sql`delete from ${table} where ${rowsOfCase(table, from)}`,
  );
  await db.execute(sql`${together([...moves, ...drops])} ${named}`);
  await alignSpots(db, to);
  await moveTasks(db, from, to);
  await moveGolden(db, from, to);
  return moveSubjects(db, from, to);
}

/** Joins statements on different tables into one. */
function together(statements: readonly SQL[]): SQL {
  const parts = statements.map(
    (statement, index) => sql`${sql.identifier(`part_${index}`)} as (${statement})`,
  );
  return sql`with ${sql.join(parts, sql`, `)} select 1`;
}

async function moveSubjects(db: Db, from: string, to: string): Promise<string[]> {
  const { subject, caseId, own } = caseSubjects;
  const here = db
    .select({ subject })
    .from(caseSubjects)
    .where(and(eq(caseId, to), own));
  const moved = await db
    .select({ subject })
    .from(caseSubjects)
    .where(and(eq(caseId, from), own, notInArray(subject, here)));
  await db.execute(sql`
    with moved as (delete from ${caseSubjects} where case_id = ${from} returning subject, spot, own)
    insert into ${caseSubjects} (subject, spot, case_id, own)
    select subject, spot, ${to}::uuid, own from moved
    on conflict (subject, case_id, spot) do update set own = ${caseSubjects}.own or excluded.own ${named}`);
  return moved.map((row) => row.subject).sort();
}

/** Keys between rows of one case are checked once all have moved: `alignSpots` ends it. */
export async function deferKeys(db: Db): Promise<void> {
  await db.execute(sql`set constraints all deferred`);
}

/** Rows that name a report, decision, review, note, item, referral or watch of the case lie at the case's spot, too. */
export async function alignSpots(db: Db, caseId: string): Promise<void> {
  const spot = spotOfCase(caseId);
  const parts = [
    { table: files, of: files.reportId, owner: reports },
    { table: wantedFiles, of: wantedFiles.reportId, owner: reports },
    { table: undescribed, of: undescribed.reportId, owner: reports },
    { table: votes, of: votes.decisionId, owner: decisions },
    { table: marks, of: marks.reviewId, owner: reviews },
    { table: noteMentions, of: noteMentions.noteId, owner: caseNotes },
    { table: checks, of: checks.itemId, owner: requestItems },
    { table: referralLetters, of: referralLetters.referralId, owner: referrals },
    { table: referralEvents, of: referralEvents.referralId, owner: referrals },
    { table: watchLooks, of: watchLooks.watchId, owner: watches },
  ];
  const updates = parts.map(
    ({ table, of, owner }) => sql`update ${table} set spot = ${spot} from ${owner}
      where ${owner.id} = ${of} and ${rowsOfCase(owner, caseId)} and ${table.spot} <> ${spot}`,
  );
  await db.execute(sql`${together(updates)} ${named}`);
  await db.execute(sql`set constraints all immediate`);
}

/**
 * Keeps finished and skipped tasks. An open task moves, unless the same person already has one on the other
 * case.
 */
async function moveTasks(db: Db, from: string, to: string): Promise<void> {
  const there = alias(assignments, "there");
  const isTwin = and(rowsOfCase(there, to), eq(there.personId, assignments.personId));
  const ofFrom = rowsOfCase(assignments, from);
  const spot = spotOfCase(to);
  // Most merged cases have none.
  if ((await db.$count(assignments, ofFrom)) === 0) return;
  await db.execute(sql`
    update ${assignments} as t
    set reviewed_at = coalesce(t.reviewed_at, f.reviewed_at), skipped_at = coalesce(t.skipped_at, f.skipped_at)
    from ${assignments} as f
    where t.case_id = ${to} and t.spot = ${spot} and f.case_id = ${from} and f.spot = ${spotOfCase(from)}
      and f.person_id = t.person_id`);
  const twins = db.select({ one: sql`1` }).from(there).where(isTwin);
  await db.delete(assignments).where(and(ofFrom, exists(twins)));
  // A golden task that was not begun; its reviewer may get it again.
  const isTrial = and(
    eq(assignments.golden, true),
    isNull(assignments.reviewedAt),
    isNull(assignments.skippedAt),
  );
  await db.delete(assignments).where(and(ofFrom, isTrial));
  await db.update(assignments).set({ caseId: to, spot }).where(ofFrom);
}

/** A case is golden once: the row stays where the other case has one. */
export async function moveGolden(db: Db, from: string, to: string): Promise<void> {
  const there = db.select({ id: goldenCases.caseId }).from(goldenCases).where(rowsOfCase(goldenCases, to));
  await db
    .update(goldenCases)
    .set({ caseId: to, spot: spotOfCase(to) })
    .where(and(rowsOfCase(goldenCases, from), sql`not exists (${there})`));
}

/** Since when the case waits for a reporter's answer. */
export async function readAskedAt(db: Db, caseId: string): Promise<Date | null> {
  const [open] = await db
    .select({ at: min(questions.at) })
    .from(questions)
    .where(and(rowsOfCase(questions, caseId), isNull(questions.answeredAt)));
  return open?.at ?? null;
}
