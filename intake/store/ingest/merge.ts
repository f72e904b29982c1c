/** Two cases that a report shows to be one become one: the older takes the reports, reviews and decisions of the other. */

import { and, eq, inArray, isNull } from "drizzle-orm";
import { mergeDecisions } from "../../rules/merge.ts";
import { emptied, tallyOf } from "../../rules/tally.ts";
import { lockCases, restate, saveAct } from "../case-writes.ts";
import type { CaseRecord } from "../rows.ts";
import { caseSubjects, decisions, holds, reports, reviews } from "../schema/index.ts";
import type { Db } from "../store.ts";
import { type Arrival, countedOf } from "./arrival.ts";

/** Needs the ingest lock. The absorbed case keeps its own log, which ends with where the rest is. */
export async function mergeCases(
  db: Db,
  merge: { join: string; absorb: string[] },
  arrival: Arrival,
): Promise<void> {
  const rows = await lockCases(db, [merge.join, ...merge.absorb]);
  let survivor = find(rows, merge.join);
  for (const id of merge.absorb) survivor = await absorb(db, survivor, find(rows, id), arrival);
}

function find(rows: CaseRecord[], id: string): CaseRecord {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`case ${id} is gone`);
  return row;
}

async function absorb(db: Db, older: CaseRecord, younger: CaseRecord, arrival: Arrival): Promise<CaseRecord> {
  const kept = mergeDecisions(older, younger);
  await dropWaiting(db, kept === older ? younger : older, arrival.receivedAt);
  await moveAll(db, younger.id, older.id);
  const tally = await readTally(db, older.id);
  const { state, decidedCategory, proposedCategory, decidedAt } = kept;
  const act = { at: arrival.receivedAt, by: arrival.person.name, device: arrival.deviceId };
  const reason = { report: arrival.report.id, subjects: [older.subject, younger.subject] };
  await saveAct(db, restate(younger, { ...emptied(younger), mergedInto: older.id }), {
    ...act,
    act: "case-merged",
    detail: { into: older.id, ...reason },
  });
  const joined = restate(older, {
    ...(tally ?? older),
    channelId: older.channelId || younger.channelId,
    ...{ state, decidedCategory, proposedCategory, decidedAt },
  });
  return saveAct(db, joined, {
    ...act,
    act: "case-absorbed",
    detail: { from: younger.id, head: younger.headHash, reports: younger.reports, ...reason },
  });
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

async function moveAll(db: Db, from: string, to: string): Promise<void> {
  for (const table of [reports, reviews, decisions, holds]) {
    await db.update(table).set({ caseId: to }).where(eq(table.caseId, from));
  }
  const here = db
    .select({ subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(eq(caseSubjects.caseId, to));
  await db
    .delete(caseSubjects)
    .where(and(eq(caseSubjects.caseId, from), inArray(caseSubjects.subject, here)));
  await db.update(caseSubjects).set({ caseId: to }).where(eq(caseSubjects.caseId, from));
}

/** Counts a case's live reports anew. */
export async function readTally(db: Db, caseId: string) {
  const { evidence, category, urgent, personId, receivedAt } = reports;
  const rows = await db
    .select({ evidence, category, urgent, personId, receivedAt })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt)))
    .orderBy(receivedAt, reports.id);
  return tallyOf(rows.map((row) => countedOf(row, row.personId, row.receivedAt)));
}
