/** Checks everything on which an intake depends. */

import { statfs } from "node:fs/promises";
import {
  and,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  min,
  notExists,
  notInArray,
  or,
  sql,
} from "drizzle-orm";
import { siteId } from "../../utils/shared/contract/site.ts";
import type { RetentionPolicy } from "../../utils/shared/policy/retention.ts";
import { utcDay } from "../audit-log/close-days.ts";
import { findLostBatch, KeptBatchDamaged } from "../audit-log/kept-batch.ts";
import { findLostKeys, type KeyFiles } from "../audit-log/lost-keys.ts";
import { readAuditLogHealth } from "../audit-log/sealing-health.ts";
import { readNewestRestore } from "../audit-log/store/trust-log.ts";
import { readLastBackup } from "../backup/last-backup.ts";
import { panelGap } from "../cases/rules/quorum.ts";
import { countLeftReports } from "../cases/store/delete-evidence.ts";
import { findDueReports } from "../cases/store/due-evidence.ts";
import { maxFailures } from "../cases/store/undescribed.ts";
import { clockErrorMs } from "../core/clock.ts";
import type { DiskFacts, HealthFacts, StoreFacts, WaitingCount } from "../core/health-facts.ts";
import { logLine } from "../core/log.ts";
import { appliedMigrations, knownMigrations } from "../db/migrations.ts";
import {
  batches,
  cases,
  dayAnchors,
  days,
  decisions,
  log,
  reports,
  undescribed,
  unsealed,
  usedProofs,
  wantedFiles,
} from "../db/schema/index.ts";
import { readSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";
import { readPanelists } from "../decisions/store/decision-reads.ts";
import { countMailChannels, countPendingLetters } from "../delivery/letter-queue.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { wantedSince } from "../evidence/store/needed-files.ts";
import { readJobs } from "../jobs/job-record.ts";
import { countWithinLimit } from "../objections/store/address-objections.ts";
import { readHearerGap } from "../objections/store/hearers.ts";
import { readEndingKeys } from "../people/store/api-keys.ts";
import { countTiedSupervisors } from "../people/store/inviters.ts";
import { readPromotedEarlier } from "../people/store/people.ts";
import { readChannels } from "../requests/store/channels.ts";
import { countReady } from "../requests/store/ready-decisions.ts";
import { countFailingHooks } from "../webhooks/store/hooks.ts";

/** Tolerated delay of the hourly deletion. */
const deletionGraceMs = 2 * 3_600_000;
/** Calendars wait for several blocks. */
const anchorGraceMs = 24 * 3_600_000;
/** By then a message was tried about ten times. */
const hookGraceMs = 24 * 3_600_000;
/** A backup may keep files for hours. */
const filesGraceMs = 24 * 3_600_000;

interface HealthOptions {
  /** True if an authority stamps days. */
  stamped: boolean;
  /** True if calendars anchor days. */
  anchored?: boolean;
  /** True if a mail server is set. */
  mails: boolean;
  /** Counts overdue evidence by this policy, which reads every report; not counted if undefined. */
  policy?: RetentionPolicy;
  /** Not checked if undefined. */
  keyFiles?: KeyFiles | undefined;
}

/**
 * Files listed in reports but not received: the device is off, or cannot send. Only live reports, on cases
 * that may have pictures.
 */
async function readWantedFiles(db: Db, now: Date): Promise<WaitingCount> {
  const [row] = await db
    .select({ count: count(), oldest: min(wantedFiles.receivedAt) })
    .from(wantedFiles)
    .innerJoin(reports, eq(reports.id, wantedFiles.reportId))
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(
      and(
        gt(wantedFiles.receivedAt, wantedSince(now)),
        isNull(reports.evidenceDeletedAt),
        isNull(reports.withdrawnAt),
        eq(cases.withheld, false),
      ),
    );
  return row ?? { count: 0, oldest: null };
}

/** Reads from the database what waits, what is late, and the last successes. */
export async function readStoreFacts(
  db: Db,
  now: Date,
  { stamped, anchored, mails, policy, keyFiles }: HealthOptions,
): Promise<StoreFacts> {
  const [ownMigrations, applied] = [await knownMigrations(), await appliedMigrations(db)];
  const { unstampedDays } = await readAuditLogHealth(db);
  const lastBackup = await readLastBackup(db);
  return {
    unknownMigrations: applied.filter((tag) => !ownMigrations.includes(tag)).length,
    missingMigrations: ownMigrations.filter((tag) => !applied.includes(tag)).length,
    hasReports: (await db.select({ id: reports.id }).from(reports).limit(1)).length > 0,
    unsealed: await readUnsealed(db),
    filesWanted: await readWantedFiles(db, now),
    undescribed: await readFailed(db),
    unclosedDays: await countUnclosed(db, now),
    daysAhead: await readDaysAhead(db, now),
    unstampedDays: stamped ? unstampedDays : undefined,
    unanchoredDays: anchored ? await countUnanchored(db, now) : undefined,
    hooksFailing: await countFailingHooks(db, new Date(now.getTime() - hookGraceMs)),
    keysEnding: await readEndingKeys(db, now),
    ...(await countLate(db, now)),
    lettersWaiting: await countPendingLetters(db),
    mailless: mails ? 0 : await countMailChannels(db),
    channelless: await readChannelless(db),
    proofs: await db.$count(usedProofs),
    expiredProofs: await db.$count(
      usedProofs,
      lt(usedProofs.expiresAt, new Date(now.getTime() - deletionGraceMs)),
    ),
    overdue: policy && (await countOverdue(db, policy, new Date(now.getTime() - deletionGraceMs))),
    filesLeft: await countLeftReports(db, new Date(now.getTime() - filesGraceMs)),
    panelGap: panelGap((await readPanelists(db)).map(({ affiliation }) => affiliation)),
    hearerGap: await readHearerGap(db),
    tiedSupervisors: await countTiedSupervisors(db),
    promotedEarlier: await readPromotedEarlier(db),
    objectionsByAddress: await countWithinLimit(db, now),
    panelWaiting: await db.$count(
      decisions,
      or(eq(decisions.state, "disputed"), eq(decisions.review, "waiting")),
    ),
    jobs: await readJobs(db),
    keysLost: keyFiles ? await findLostKeys((name) => readSetting(db, name), keyFiles) : [],
    lastBackupAt: lastBackup && new Date(lastBackup.at),
    lastBackupMissing: lastBackup?.missing ?? 0,
    restored: await readNewestRestore(db).then(
      (last) => last && { at: last.at, backedUpAt: last.restored.backedUpAt },
    ),
  };
}

async function readChannelless(db: Db): Promise<StoreFacts["channelless"]> {
  const served = new Set((await readChannels(db)).map(({ site }) => site));
  const sites = siteId.options.filter((site) => !served.has(site));
  const waiting = sites.length === 0 ? 0 : await countReady(db, sites);
  return { sites, isAll: served.size === 0, waiting };
}

async function readUnsealed(db: Db): Promise<WaitingCount> {
  const ofEntry = and(eq(log.caseId, unsealed.caseId), eq(log.seq, unsealed.seq));
  const [row] = await db
    .select({ count: count(), oldest: min(log.at) })
    .from(unsealed)
    .innerJoin(log, ofEntry);
  return row ?? { count: 0, oldest: null };
}

/** Reports that the job has given up describing. */
async function readFailed(db: Db): Promise<WaitingCount> {
  const [row] = await db
    .select({ count: count(), oldest: min(undescribed.receivedAt) })
    .from(undescribed)
    .where(gte(undescribed.failures, maxFailures));
  return row ?? { count: 0, oldest: null };
}

async function countUnclosed(db: Db, now: Date): Promise<number> {
  const closed = db.select({ day: days.day }).from(days);
  const [row] = await db
    .select({ n: sql<number>`count(distinct ${batches.day})`.mapWith(Number) })
    .from(batches)
    .where(and(lt(batches.day, utcDay(now)), notInArray(batches.day, closed)));
  return row?.n ?? 0;
}

async function countUnanchored(db: Db, now: Date): Promise<number> {
  const anchored = db
    .select({ day: dayAnchors.day })
    .from(dayAnchors)
    .where(and(eq(dayAnchors.day, days.day), isNotNull(dayAnchors.attestedAt)));
  return db.$count(
    days,
    and(lt(days.closedAt, new Date(now.getTime() - anchorGraceMs)), notExists(anchored)),
  );
}

async function readDaysAhead(db: Db, now: Date): Promise<StoreFacts["daysAhead"]> {
  const [row] = await db
    .select({
      count: sql<number>`count(distinct ${batches.day})`.mapWith(Number),
      isNewest: sql<boolean>`coalesce(max(${batches.no}) = (select max(no) from batches), false)`,
    })
    .from(batches)
    .where(gt(batches.day, utcDay(new Date(now.getTime() + clockErrorMs))));
  return row ?? { count: 0, isNewest: false };
}

/** Only cases with a live report and no decision in force. */
async function countLate(db: Db, now: Date): Promise<Pick<StoreFacts, "late" | "lateUrgent">> {
  // Lists the states, so that an index finds the few cases.
  const undecided = and(
    inArray(cases.state, ["open", "proposed", "panel", "escalated"]),
    isNull(cases.mergedInto),
  );
  const [row] = await db
    .select({
      lateUrgent: sql<number>`count(*) filter (where ${cases.urgent})`.mapWith(Number),
      late: sql<number>`count(*) filter (where not ${cases.urgent})`.mapWith(Number),
    })
    .from(cases)
    .where(and(undecided, lt(cases.dueAt, now), sql`${cases.reports} > 0`));
  return row ?? { lateUrgent: 0, late: 0 };
}

async function countOverdue(db: Db, policy: RetentionPolicy, at: Date): Promise<number> {
  let overdue = 0;
  for await (const _ of findDueReports(db, policy, at)) overdue++;
  return overdue;
}

export interface HealthQuery extends HealthOptions {
  folders: readonly string[];
}

/** `db` or `files` is undefined if it could not be opened. */
export async function readHealthFacts(
  db: Db | undefined,
  files: EvidenceFiles | undefined,
  now: Date,
  { folders, ...asked }: HealthQuery,
): Promise<HealthFacts> {
  const database = db !== undefined && (await succeeds("database", () => db.execute(sql`select 1`)));
  const evidence = files !== undefined && (await succeeds("evidence", () => files.checkWritable()));
  const facts: HealthFacts = { at: now, database, evidence, disks: await readDisks(folders) };
  if (!database || !db) return facts;
  const lostBatch = evidence && files ? await readLostBatch(db, files) : undefined;
  return { ...facts, store: { ...(await readStoreFacts(db, now, asked)), lostBatch } };
}

async function readLostBatch(db: Db, files: EvidenceFiles): Promise<StoreFacts["lostBatch"]> {
  try {
    return (await findLostBatch(db, files))?.no;
  } catch (error) {
    // If the file cannot be read, the evidence store is unavailable or the job that seals has failed.
    return error instanceof KeptBatchDamaged ? "damaged" : undefined;
  }
}

async function readDisks(folders: readonly string[]): Promise<DiskFacts[]> {
  const disks: DiskFacts[] = [];
  for (const path of folders) {
    const disk = await statfs(path).catch(() => undefined);
    if (!disk) continue;
    const { bavail, blocks, bsize } = disk;
    disks.push({ path, freeBytes: bavail * bsize, totalBytes: blocks * bsize });
  }
  return disks;
}

/** Returns false if the check fails, and logs the reason. */
export async function succeeds(name: string, check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch (error) {
    logLine("not-ready", { error, detail: name });
    return false;
  }
}
