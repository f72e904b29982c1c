/** Changes cases: locks rows, changes them in memory, and writes them back with their log entries. */

import { hashedEntry, type LogDraft } from "../../../utils/shared/seal/log-chain.ts";
import { readRowStates, type WrittenRows } from "../../audit-log/store/row-states.ts";
import { digestJson } from "../../core/digest.ts";
import { anyScope, type Ref } from "../../core/scope.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import type { CaseRecord, LogRecord } from "../../db/rows.ts";
import { cases, log } from "../../db/schema/index.ts";
import { areCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { deriveFields } from "../rules/case-priority.ts";
import { emptyDescriptionAndGroup } from "../rules/description.ts";
import type { ReportSummary } from "../rules/report-summary.ts";
import { findCase } from "./case-reads.ts";
import { clearSimilarity } from "./similar-texts.ts";

/** Locks in the order of ids until the transaction ends, so that two transactions cannot deadlock. */
export function lockCases(db: Db, ids: string[]): Promise<CaseRecord[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db.select().from(cases).where(areCases(ids)).orderBy(cases.id).for("update");
}

export async function lockCase(db: Db, id: string): Promise<CaseRecord | undefined> {
  return (await lockCases(db, [id]))[0];
}

/**
 * Locks the case that the id leads to, and looks again if it changed before it was locked: it may have been merged or
 * have left the scope. Returns undefined if it does not exist or is out of scope.
 */
export async function lockInScope(db: Db, ref: Ref): Promise<CaseRecord | undefined> {
  for (;;) {
    const found = await findCase(db, ref);
    const row = found && (await lockCase(db, found.id));
    if (!row || row.version === found.version) return row;
  }
}

/** Locks a case whose scope was checked earlier, wherever it was merged since. */
export function lockAnyCase(db: Db, id: string): Promise<CaseRecord | undefined> {
  return lockInScope(db, { id, scope: anyScope });
}

/** Applies a changed tally or decision, recomputes the derived columns and increments the version. */
export function withDerived(
  row: CaseRecord,
  change: Partial<CaseRecord> & Partial<ReportSummary>,
): CaseRecord {
  const changed = { ...row, ...change, version: row.version + 1 };
  const derived = deriveFields(changed, changed);
  return { ...changed, ...derived, ...(derived.withheld ? emptyDescriptionAndGroup : {}) };
}

/** One act on a case, as its log entry records it. */
export interface LogAct extends Pick<LogDraft, "by" | "act" | "detail"> {
  at: Date;
  device?: string;
  /** Rows that the act wrote in other tables; the log entry records their states. */
  rows?: WrittenRows;
}

/** Links an act to the case's hash chain. Returns the case with its new head, and the entry to insert. */
export function appendLog(row: CaseRecord, act: LogAct): { row: CaseRecord; entry: LogRecord } {
  const draft = {
    seq: row.headSeq + 1,
    at: act.at.toISOString(),
    by: act.by,
    act: act.act,
    detail: { ...act.detail, ...(act.device === undefined ? {} : { device: act.device }) },
  };
  const previous = row.headHash;
  const hash = digestJson(hashedEntry(draft, previous));
  return {
    row: { ...row, headSeq: draft.seq, headHash: hash },
    entry: { ...draft, previous, hash, caseId: row.id, spot: row.spot, at: act.at },
  };
}

/** Acts that do not change the case's version. What a supervisor read before such an act is still complete. */
export const unchangingActs = [
  "note-added",
  "case-assigned",
  "case-handed-over",
  "case-unassigned",
  "evidence-revealed",
  "evidence-exported",
] as const;

/** Logs an act that does not change the case itself. */
export function logUnchanged(
  db: Db,
  row: CaseRecord,
  act: LogAct & { act: (typeof unchangingActs)[number] },
): Promise<CaseRecord> {
  return saveWithLog(db, row, act);
}

/** Writes one changed case together with its log entry. */
export async function saveWithLog(db: Db, row: CaseRecord, act: LogAct): Promise<CaseRecord> {
  const states = await readRowStates(db, act.rows ?? {});
  const linked = appendLog(row, { ...act, detail: { ...act.detail, ...states } });
  await db.execute(insertRows(log, [linked.entry]));
  // Runs after the log insert: `clearSimilarity` finds merged cases through the log.
  if (row.withheld) await clearSimilarity(db, row.id);
  await db.execute(upsertRows(cases, [linked.row], ["id", "spot"]));
  return linked.row;
}
