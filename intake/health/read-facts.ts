/** Checks everything on which an intake depends. */

import { statfs } from "node:fs/promises";
import { and, count, eq, isNull, lt, min, ne, notInArray, or, sql } from "drizzle-orm";
import type { RetentionPolicy } from "../../utils/shared/policy/retention.ts";
import { utcDay } from "../audit-log/close-days.ts";
import { readAuditLogHealth } from "../audit-log/health.ts";
import { readLastBackup } from "../backup/last-backup.ts";
import { panelGap } from "../cases/rules/quorum.ts";
import { findDueReports } from "../cases/store/due-evidence.ts";
import type { DiskFacts, HealthFacts, StoreFacts, WaitingCount } from "../core/health-facts.ts";
import { logLine } from "../core/log.ts";
import { appliedMigrations, knownMigrations } from "../db/migrations.ts";
import { batches, cases, days, decisions, log, reports, unsealed, usedProofs } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { readPanelists } from "../decisions/store/decision-reads.ts";
import { countMailChannels, countPendingLetters } from "../delivery/letter-queue.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { readJobs } from "../jobs/job-record.ts";

/** Tolerated delay of the hourly deletion. */
const deletionGraceMs = 2 * 3_600_000;

interface HealthOptions {
  /** True if an authority stamps days. */
  stamped: boolean;
  /** True if a mail server is set. */
  mails: boolean;
  /** Counts overdue evidence by this policy, which reads every report; not counted if undefined. */
  policy?: RetentionPolicy;
}

/** Older files are no longer expected. */
const wantedWindowMs = 30 * 24 * 3_600_000;

/**
 * Files listed in reports but not received: the device is off, or cannot send. Only live reports, on cases
 * that may have pictures.
 */
async function readWantedFiles(db: Db, now: Date): Promise<WaitingCount> {
  const since = new Date(now.getTime() - wantedWindowMs);
  const query = sql`
    select count(*)::int as count, min(r.received_at) as oldest
    from reports r
    join cases c on c.id = r.case_id
    cross join lateral (values
      (r.evidence -> 'picture' -> 'file' ->> 'sha256'),
      (r.evidence -> 'frame' -> 'file' ->> 'sha256'),
      (r.evidence -> 'snapshot' -> 'file' ->> 'sha256')
    ) as listed (sha256)
    where r.received_at > ${since.toISOString()}::timestamptz
      and r.evidence_deleted_at is null and r.withdrawn_at is null and not c.withheld
      and listed.sha256 is not null
      and not exists (select 1 from files f where f.report_id = r.id and f.sha256 = listed.sha256)`;
  const { rows } = (await db.execute(query)) as unknown as {
    rows: { count: number; oldest: Date | string | null }[];
  };
  const [row] = rows;
  return { count: row?.count ?? 0, oldest: row?.oldest ? new Date(row.oldest) : null };
}

/** Reads from the database what waits, what is late, and the last successes. */
export async function readStoreFacts(
  db: Db,
  now: Date,
  { stamped, mails, policy }: HealthOptions,
): Promise<StoreFacts> {
  const [known, applied] = [await knownMigrations(), await appliedMigrations(db)];
  const { unstampedDays } = await readAuditLogHealth(db);
  return {
    unknownMigrations: applied.filter((tag) => !known.includes(tag)).length,
    missingMigrations: known.filter((tag) => !applied.includes(tag)).length,
    reports: await db.$count(reports),
    unsealed: await readUnsealed(db),
    filesWanted: await readWantedFiles(db, now),
    unclosedDays: await countUnclosed(db, now),
    unstampedDays: stamped ? unstampedDays : undefined,
    lateUrgent: await countLate(db, now, true),
    late: await countLate(db, now, false),
    lettersWaiting: await countPendingLetters(db),
    mailless: mails ? 0 : await countMailChannels(db),
    proofs: await db.$count(usedProofs),
    expiredProofs: await db.$count(
      usedProofs,
      lt(usedProofs.expiresAt, new Date(now.getTime() - deletionGraceMs)),
    ),
    overdue: policy && (await countOverdue(db, policy, new Date(now.getTime() - deletionGraceMs))),
    panelGap: panelGap((await readPanelists(db)).map(({ affiliation }) => affiliation)),
    panelWaiting: await db.$count(
      decisions,
      or(eq(decisions.state, "disputed"), eq(decisions.review, "waiting")),
    ),
    jobs: await readJobs(db),
    lastBackupAt: await readLastBackup(db).then((last) => last && new Date(last.at)),
  };
}

async function readUnsealed(db: Db): Promise<WaitingCount> {
  const ofEntry = and(eq(log.caseId, unsealed.caseId), eq(log.seq, unsealed.seq));
  const [row] = await db
    .select({ count: count(), oldest: min(log.at) })
    .from(unsealed)
    .innerJoin(log, ofEntry);
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

/** Only cases with a live report and no decision in force. */
function countLate(db: Db, now: Date, urgent: boolean): Promise<number> {
  const undecided = and(ne(cases.state, "approved"), ne(cases.state, "rejected"), isNull(cases.mergedInto));
  return db.$count(
    cases,
    and(undecided, lt(cases.dueAt, now), eq(cases.urgent, urgent), sql`${cases.reports} > 0`),
  );
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
  return database && db ? { ...facts, store: await readStoreFacts(db, now, asked) } : facts;
}

async function readDisks(folders: readonly string[]): Promise<DiskFacts[]> {
  const disks: DiskFacts[] = [];
  for (const path of folders) {
    const found = await statfs(path).catch(() => undefined);
    if (!found) continue;
    const { bavail, blocks, bsize } = found;
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
