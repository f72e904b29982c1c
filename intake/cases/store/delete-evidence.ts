/**
 * Deletes expired evidence: first its text, then the bytes of its files. After a crash in between, the next
 * run finds the remaining rows.
 */

import { and, countDistinct, eq, gte, inArray, isNotNull, lt, min, sql } from "drizzle-orm";
import { z } from "zod";
import type { RetentionChanges, RetentionPolicy } from "../../../utils/shared/policy/retention.ts";
import { findLostBatch, KeptBatchDamaged } from "../../audit-log/kept-batch.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { type Attempts, createAttempts } from "../../core/attempts.ts";
import { runElected } from "../../db/elect-replica.ts";
import { locks } from "../../db/locks.ts";
import { cases, checks, files, pictures, reports, requestItems } from "../../db/schema/index.ts";
import { readSetting, writeSetting } from "../../db/shared-settings.ts";
import { areCases, rowsOfCase } from "../../db/spot.ts";
import type { Db, Store } from "../../db/store.ts";
import type { EvidenceFiles } from "../../evidence/evidence-files.ts";
import { dayMs } from "../../evidence/rules/retention.ts";
import { isDeletionPaused } from "../../evidence/store/deletion-pause.ts";
import { isFileNeeded } from "../../evidence/store/needed-files.ts";
import { lockCase, saveWithLog, withDerived } from "./case-writes.ts";
import {
  caseParts,
  type DuePart,
  type DuePicture,
  type DueReport,
  findDuePictures,
  findDueReports,
  readDuePicture,
  readDueReport,
} from "./due-evidence.ts";
import { redactReports } from "./redact-reports.ts";
import { readPolicy } from "./retention-changes.ts";

export interface DeletionResult {
  /** Evidence deleted in this run. */
  reports: DueReport[];
  /** Pictures of outcome checks deleted in this run. */
  pictures: DuePicture[];
  /** Number of files whose bytes were removed, including leftovers of earlier runs. */
  files: number;
  /** Evidence that was emptied since then may still have bytes: a backup runs, or they could not be removed. Null if none has. */
  leftSince: Date | null;
}

const by = "retention";

/** Bytes of evidence that was emptied since then are looked for again, for example after a crash. */
const leftoverMs = 2 * dayMs;

/** Hourly is enough, because retention counts in days. */
const betweenRunsMs = 3_600_000;
const longestPauseMs = 6 * betweenRunsMs;

/** The last run of any replica. */
const lastRun = z.object({
  at: z.coerce.date(),
  part: z.int(),
  periods: z.string(),
  /** As in the result. A run of an earlier version did not know it. */
  leftSince: z.coerce.date().nullable().default(new Date(0)),
});
const lastRunSetting = "retention/last-run";

export async function readLastRun(db: Db): Promise<z.infer<typeof lastRun> | undefined> {
  const stored = await readSetting(db, lastRunSetting);
  return stored === undefined ? undefined : lastRun.parse(JSON.parse(stored));
}

/** Infinite before the first run, and if a clock was ahead then. */
function sinceMs(last: z.infer<typeof lastRun> | undefined, at: Date): number {
  const passed = last ? at.getTime() - last.at.getTime() : Number.POSITIVE_INFINITY;
  return passed >= 0 ? passed : Number.POSITIVE_INFINITY;
}

/** Does nothing while another replica runs, or within an hour of the last run. Throws the reason of an aborted signal. */
export type EvidenceDeletion = (at: Date, signal?: AbortSignal) => Promise<void>;

/**
 * The hourly deletion. Each run looks at what became due since the last one, and at the next part of all cases. After a
 * pause or a change of periods it looks at everything.
 */
export function createEvidenceDeletion(
  store: Store,
  stored: EvidenceFiles,
  retentionFile: RetentionChanges,
): EvidenceDeletion {
  const db = store.jobsDb;
  const isDue = async (at: Date) => sinceMs(await readLastRun(db), at) >= betweenRunsMs;
  async function run(at: Date, signal: AbortSignal | undefined): Promise<void> {
    const last = await readLastRun(db);
    // Another replica was first.
    if (sinceMs(last, at) < betweenRunsMs) return;
    const policy = await readPolicy(db, retentionFile, at);
    const periods = JSON.stringify(policy);
    const part = last ? (last.part + 1) % caseParts : 0;
    const isNext = last?.periods === periods && sinceMs(last, at) < longestPauseMs;
    const only = last && isNext ? { since: last.at, part } : undefined;
    const filesSince = only && new Date(Math.min(at.getTime() - leftoverMs, +(last?.leftSince ?? at)));
    const attempts = createAttempts("deletion-failed", signal);
    const { leftSince } = await deleteAll(db, stored, { policy, at, only, filesSince }, attempts);
    await writeSetting(db, lastRunSetting, JSON.stringify({ at, part, periods, leftSince }));
    attempts.end();
  }
  return async (at, signal) => {
    if (await isDue(at)) await runElected(store, locks.retention, () => run(at, signal));
  };
}

interface Deletion {
  policy: RetentionPolicy;
  at: Date;
  /** Without it, everything is looked at. */
  only?: DuePart | undefined;
  /** Removes bytes of evidence that was emptied since then; without it, of all. */
  filesSince?: Date | undefined;
}

/** Throws the first failure, after everything was tried. */
export async function deleteDueEvidence(
  db: Db,
  stored: EvidenceFiles,
  deletion: Deletion,
): Promise<DeletionResult> {
  const attempts = createAttempts("deletion-failed");
  const done = await deleteAll(db, stored, deletion, attempts);
  attempts.end();
  return done;
}

async function deleteAll(
  db: Db,
  stored: EvidenceFiles,
  { policy, at, only, filesSince }: Deletion,
  attempts: Attempts,
): Promise<DeletionResult> {
  const deleted: DueReport[] = [];
  for await (const due of findDueReports(db, policy, at, only)) {
    const done = await attempts.run({ report: due.report }, () => deleteEvidence(db, due, policy, at));
    if (done) deleted.push(done);
  }
  const emptied: DuePicture[] = [];
  for await (const due of findDuePictures(db, policy, at, only)) {
    if (await attempts.run({ check: due.check }, () => deletePicture(db, due, policy, at))) emptied.push(due);
  }
  // Another database may have sealed that batch, as after a copy or an old snapshot, and may need the files.
  const isPaused = await findLostBatch(db, stored).then(
    (lost) => lost !== undefined,
    // A damaged mark says nothing; one that cannot be read now may say that this database is behind.
    (error) => !(error instanceof KeptBatchDamaged),
  );
  const removed = await removeFiles(db, stored, { emptiedSince: filesSince, isPaused }, attempts);
  return { reports: deleted, pictures: emptied, ...removed };
}

/** Checks again under the case's lock. The check and its seal stay. */
function deletePicture(db: Db, found: DuePicture, policy: RetentionPolicy, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const row = await lockCase(tx, found.caseId);
    const due = await readDuePicture(tx, found.check, policy, at);
    if (!row || due?.caseId !== row.id) return false;
    const { check, rule } = due;
    await tx.update(checks).set({ pictureDeletedAt: at }).where(eq(checks.id, check));
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by,
      act: "outcome-picture-deleted",
      detail: { check, rule },
      rows: { checks: [check] },
    });
    return true;
  });
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
      .where(areCases(await readCaseAndMerged(tx, row.id)));
    await redactReports(tx, { ...row, ...nothing }, [kept], { at, by, rule: due.rule, fields: [] });
    return due;
  });
}

/** Removes the bytes left by one case's deleted evidence. */
export async function removeCaseFiles(db: Db, stored: EvidenceFiles, caseId: string): Promise<void> {
  const attempts = createAttempts("deletion-failed");
  await removeFiles(db, stored, { caseId }, attempts);
  attempts.end();
}

/** Number of reports whose evidence was emptied before then, although bytes are left. */
export async function countLeftReports(db: Db, before: Date): Promise<number> {
  const { leftSince } = (await readLastRun(db)) ?? {};
  if (!leftSince) return 0;
  const isLeft = and(gte(reports.evidenceDeletedAt, leftSince), lt(reports.evidenceDeletedAt, before));
  const [row] = await db
    .select({ n: countDistinct(files.reportId) })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(isLeft);
  return row?.n ?? 0;
}

interface Leftovers {
  caseId?: string;
  emptiedSince?: Date | undefined;
  /** Removes nothing, and looks for what is left. */
  isPaused?: boolean;
}

/** File rows of deleted evidence, and checks that still name a deleted picture, are the work list. */
async function removeFiles(
  db: Db,
  stored: EvidenceFiles,
  { caseId, emptiedSince, isPaused = false }: Leftovers,
  attempts: Attempts,
): Promise<Pick<DeletionResult, "files" | "leftSince">> {
  const isEmptied = emptiedSince
    ? gte(reports.evidenceDeletedAt, emptiedSince)
    : isNotNull(reports.evidenceDeletedAt);
  const ofReports = await db
    .select({ sha256: files.sha256, emptiedAt: min(reports.evidenceDeletedAt) })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(isEmptied, caseId ? rowsOfCase(reports, caseId) : undefined))
    .groupBy(files.sha256);
  const ofChecks = await db
    .selectDistinct({ sha256: sql<string>`${checks.pictureFile}` })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .where(and(isRemovable, caseId ? rowsOfCase(requestItems, caseId) : undefined));
  const found = new Map(ofReports.map(({ sha256, emptiedAt }) => [sha256, emptiedAt]));
  // Pictures of checks are always looked at.
  for (const { sha256 } of ofChecks) if (!found.has(sha256)) found.set(sha256, null);
  let removed = 0;
  const left: Date[] = [];
  for (const [sha256, emptiedAt] of found) {
    const remove = () => removeUnneededFile(db, stored, sha256);
    const outcome = isPaused ? "paused" : await attempts.run({ file: sha256 }, remove);
    if (outcome === "removed") removed++;
    const isLeft = outcome === undefined || outcome === "paused";
    if (isLeft && emptiedAt) left.push(emptiedAt);
  }
  const [leftSince = null] = left.sort((one, other) => one.getTime() - other.getTime());
  return { files: removed, leftSince };
}

/** Selects checks whose picture is deleted and whose bytes may still be stored. */
const isRemovable = and(isNotNull(checks.pictureFile), isNotNull(checks.pictureDeletedAt));

/**
 * Removes a file's bytes unless a report or an outcome check still needs them, then deletes the file rows of
 * deleted evidence.
 */
export function removeUnneededFile(
  db: Db,
  stored: EvidenceFiles,
  sha256: string,
): Promise<"removed" | "needed" | "paused"> {
  return db.transaction(async (tx) => {
    await lockFile(tx, sha256);
    const isNeeded = await isFileNeeded(tx, sha256);
    if (!isNeeded) {
      // A running backup may have an older snapshot that still references the bytes; the next run finds the
      // rows.
      if ((await isDeletionPaused(tx, new Date())) && (await isListed(tx, sha256))) return "paused";
      await tx.delete(pictures).where(eq(pictures.sha256, sha256));
      await stored.remove(sha256);
    }
    const deleted = tx.select({ id: reports.id }).from(reports).where(isNotNull(reports.evidenceDeletedAt));
    await tx.delete(files).where(and(eq(files.sha256, sha256), inArray(files.reportId, deleted)));
    await tx
      .update(checks)
      .set({ pictureFile: null })
      .where(and(eq(checks.pictureFile, sha256), isRemovable));
    return isNeeded ? "needed" : "removed";
  });
}

async function isListed(db: Db, sha256: string): Promise<boolean> {
  const ofReport = await db
    .select({ id: files.reportId })
    .from(files)
    .where(eq(files.sha256, sha256))
    .limit(1);
  const ofCheck = await db
    .select({ id: checks.id })
    .from(checks)
    .where(eq(checks.pictureFile, sha256))
    .limit(1);
  return ofReport.length + ofCheck.length > 0;
}

/** Keeps other transactions from adding or removing this file until this one ends. */
export async function lockFile(db: Db, sha256: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${locks.file}, hashtext(${sha256}))`);
}
