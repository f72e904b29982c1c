/** The stored files that a report or an outcome check still needs, and how long a listed file is expected. */

import { and, asc, eq, gt, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { checks, files, reports, wantedFiles } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

const isKept = and(isNotNull(checks.pictureFile), isNull(checks.pictureDeletedAt));

export async function isFileNeeded(db: Db, sha256: string): Promise<boolean> {
  const ofReport = await db
    .select({ id: reports.id })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(eq(files.sha256, sha256), isNull(reports.evidenceDeletedAt)))
    .limit(1);
  if (ofReport.length > 0) return true;
  const ofCheck = await db
    .select({ id: checks.id })
    .from(checks)
    .where(and(eq(checks.pictureFile, sha256), isKept))
    .limit(1);
  return ofCheck.length > 0;
}

/** Reads a page of content addresses that follow `after`, sorted; all of them without a limit. */
export type ReadAddresses = (db: Db, after: string, limit?: number) => Promise<string[]>;

const readOfReports: ReadAddresses = async (db, after, limit) => {
  const rows = db
    .selectDistinct({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(isNull(reports.evidenceDeletedAt), gt(files.sha256, after)))
    .orderBy(asc(files.sha256))
    .$dynamic();
  return (await (limit === undefined ? rows : rows.limit(limit))).map(({ sha256 }) => sha256);
};

const readOfChecks: ReadAddresses = async (db, after, limit) => {
  const rows = db
    .selectDistinct({ sha256: sql<string>`${checks.pictureFile}` })
    .from(checks)
    .where(and(isKept, gt(checks.pictureFile, after)))
    .orderBy(asc(checks.pictureFile))
    .$dynamic();
  return (await (limit === undefined ? rows : rows.limit(limit))).map(({ sha256 }) => sha256);
};

/** Files of reports and of outcome checks; a file that both name is in both. */
export const neededFiles: readonly ReadAddresses[] = [readOfReports, readOfChecks];

const wantedWindowMs = 30 * 24 * 3_600_000;

/** Files of reports received before that are no longer expected. */
export function wantedSince(now: Date): Date {
  return new Date(now.getTime() - wantedWindowMs);
}

export async function forgetOldWantedFiles(db: Db, now: Date): Promise<void> {
  await db.delete(wantedFiles).where(lte(wantedFiles.receivedAt, wantedSince(now)));
}
