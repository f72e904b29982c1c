/**
 * Deletes expired evidence: first its text, then the bytes of its files. After a crash in between, the next
 * run finds the remaining rows.
 */

import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { RetentionPolicy } from "../../../utils/shared/policy/retention.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { locks } from "../../db/locks.ts";
import { cases, files, pictures, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { EvidenceFiles } from "../../evidence/files.ts";
import { isDeletionPaused } from "../../evidence/store/deletion-pause.ts";
import { lockCase } from "./case-writes.ts";
import { type DueReport, findDueReports, readDueReport } from "./due-evidence.ts";
import { redactReports } from "./redact-reports.ts";

export interface DeletionResult {
  /** Evidence deleted in this run. */
  reports: DueReport[];
  /** Number of files whose bytes were removed, including leftovers of earlier runs. */
  files: number;
}

const by = "retention";

export async function deleteDueEvidence(
  db: Db,
  stored: EvidenceFiles,
  policy: RetentionPolicy,
  at: Date,
): Promise<DeletionResult> {
  const deleted: DueReport[] = [];
  for await (const due of findDueReports(db, policy, at)) {
    const done = await deleteEvidence(db, due, policy, at);
    if (done) deleted.push(done);
  }
  return { reports: deleted, files: await removeFiles(db, stored) };
}

/** Checks again under the case's lock; does nothing if a hold or a merge came first. */
function deleteEvidence(
  db: Db,
  found: DueReport,
  policy: RetentionPolicy,
  at: Date,
): Promise<DueReport | undefined> {
  return db.transaction(async (tx) => {
    const row = await lockCase(tx, found.caseId);
    const due = await readDueReport(tx, found.report, policy, at);
    if (!row || due?.caseId !== row.id) return undefined;
    const [kept] = await tx.select().from(reports).where(eq(reports.id, due.report));
    if (!kept) return undefined;
    const nothing = { permalink: null, author: null, title: null, excerpt: null };
    // Merged cases are not shown but still repeat the content of their reports.
    await tx
      .update(cases)
      .set(nothing)
      .where(inArray(cases.id, await readCaseAndMerged(tx, row.id)));
    await redactReports(tx, { ...row, ...nothing }, [kept], { at, by, rule: due.rule, fields: [] });
    return due;
  });
}

/** Removes the bytes left by one case's deleted evidence; returns the number of files. */
export async function removeCaseFiles(db: Db, stored: EvidenceFiles, caseId: string): Promise<number> {
  return removeFiles(db, stored, eq(reports.caseId, caseId));
}

/** File rows of deleted evidence are the work list. */
async function removeFiles(db: Db, stored: EvidenceFiles, of?: SQL): Promise<number> {
  const left = await db
    .selectDistinct({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(isNotNull(reports.evidenceDeletedAt), of));
  let removed = 0;
  for (const { sha256 } of left) if (await removeUnneededFile(db, stored, sha256)) removed++;
  return removed;
}

/**
 * Removes a file's bytes unless a report still needs them, then deletes the file rows of deleted evidence.
 */
export function removeUnneededFile(db: Db, stored: EvidenceFiles, sha256: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockFile(tx, sha256);
    const ofReport = and(eq(files.sha256, sha256), eq(reports.id, files.reportId));
    const [needed] = await tx
      .select({ sha256: files.sha256 })
      .from(files)
      .innerJoin(reports, eq(reports.id, files.reportId))
      .where(and(ofReport, isNull(reports.evidenceDeletedAt)))
      .limit(1);
    if (!needed) {
      // A running backup may have an older snapshot that still references the bytes; the next run finds the
      // rows.
      if ((await isDeletionPaused(tx, new Date())) && (await isListed(tx, sha256))) return false;
      await tx.delete(pictures).where(eq(pictures.sha256, sha256));
      await stored.remove(sha256);
    }
    const deleted = tx.select({ id: reports.id }).from(reports).where(isNotNull(reports.evidenceDeletedAt));
    await tx.delete(files).where(and(eq(files.sha256, sha256), inArray(files.reportId, deleted)));
    return needed === undefined;
  });
}

async function isListed(db: Db, sha256: string): Promise<boolean> {
  const rows = await db.select({ id: files.reportId }).from(files).where(eq(files.sha256, sha256)).limit(1);
  return rows.length > 0;
}

/** Keeps other transactions from adding or removing this file until this one ends. */
export async function lockFile(db: Db, sha256: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${locks.file}, hashtext(${sha256}))`);
}
