/** Judges an intake's facts: what needs action, and what is only worth knowing. */

import type { HealthFacts, StoreFacts, WaitingCount } from "../core/health-facts.ts";

export const findingCodes = [
  "database-away",
  "evidence-away",
  "database-newer",
  "migrations-missing",
  "unsealed",
  "files-wanted",
  "days-unclosed",
  "days-unstamped",
  "cases-late",
  "disk-low",
  "mail-unset",
  "letters-stuck",
  "proofs-kept",
  "deletion-late",
  "job-failed",
  "job-silent",
  "backup-old",
  "backup-none",
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  code: FindingCode;
  /** `act`: a person must act; `know`: no action is needed yet. */
  weight: "act" | "know";
  /** Values for the finding's sentence. */
  values: Record<string, string | number>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** An entry waits up to a minute for its batch, and a failed batch is retried every minute. */
const unsealedMs = 10 * minuteMs;
/** Devices send pictures minutes after a report, or when they are next switched on. */
const wantedMs = 3 * dayMs;
const silentMs = 20 * minuteMs;
const backupMs = 2 * dayMs;
/** A channel that is briefly unavailable is retried within minutes. */
const letterMs = hourMs;
const stampedDays = 3;
const lowBytes = 1_000_000_000;
/** Enough space, even if it is a small share of a large disk. */
const enoughBytes = 20_000_000_000;
const lowShare = 0.05;

/** Sorted by priority. */
export function judgeHealth({ at, database, evidence, store: kept, disks }: HealthFacts): Finding[] {
  const found: Finding[] = [];
  const say = (code: FindingCode, weight: Finding["weight"], values: Finding["values"] = {}) =>
    found.push({ code, weight, values });
  if (!database) say("database-away", "act");
  if (!evidence) say("evidence-away", "act");
  for (const { path, freeBytes, totalBytes } of disks) {
    const low = freeBytes < lowBytes || (freeBytes < enoughBytes && freeBytes < totalBytes * lowShare);
    if (low) say("disk-low", "act", { path, megabytes: Math.floor(freeBytes / 1e6) });
  }
  return kept ? [...found, ...judgeStore(kept, at)] : found;
}

function judgeStore(kept: StoreFacts, at: Date): Finding[] {
  const found: Finding[] = [];
  const say = (code: FindingCode, isAct: boolean, values: Finding["values"] = {}) =>
    found.push({ code, weight: isAct ? "act" : "know", values });
  const { unknownMigrations, missingMigrations, unsealed, filesWanted, late, lateUrgent } = kept;
  if (unknownMigrations > 0) say("database-newer", true, { count: unknownMigrations });
  if (missingMigrations > 0) say("migrations-missing", true, { count: missingMigrations });
  if (lateUrgent + late > 0)
    say("cases-late", lateUrgent > 0, { count: lateUrgent + late, urgent: lateUrgent });
  if (kept.mailless > 0) say("mail-unset", true, { count: kept.mailless });
  const { lettersWaiting } = kept;
  if (lettersWaiting.oldest && age(lettersWaiting.oldest, at) > letterMs)
    say("letters-stuck", true, waitingValues(lettersWaiting, lettersWaiting.oldest, at));
  for (const job of kept.jobs) {
    const { name, succeededAt, failedAt, failure } = job;
    if (failedAt && (!succeededAt || succeededAt < failedAt))
      say("job-failed", true, { name, failure: failure ?? "", at: failedAt.toISOString() });
    else if (succeededAt && age(succeededAt, at) > silentMs)
      say("job-silent", true, { name, at: succeededAt.toISOString() });
  }
  if (unsealed.oldest && age(unsealed.oldest, at) > unsealedMs)
    say("unsealed", true, waitingValues(unsealed, unsealed.oldest, at));
  if (kept.unclosedDays > 0 && at.getTime() % dayMs > hourMs)
    say("days-unclosed", true, { count: kept.unclosedDays });
  if ((kept.unstampedDays ?? 0) > 0)
    say("days-unstamped", (kept.unstampedDays ?? 0) >= stampedDays, { count: kept.unstampedDays ?? 0 });
  if (filesWanted.oldest)
    say(
      "files-wanted",
      age(filesWanted.oldest, at) > wantedMs,
      waitingValues(filesWanted, filesWanted.oldest, at),
    );
  if (kept.expiredProofs > 0) say("proofs-kept", true, { count: kept.proofs, expired: kept.expiredProofs });
  if ((kept.overdue ?? 0) > 0) say("deletion-late", true, { count: kept.overdue ?? 0 });
  // An empty intake needs no backup.
  if (!kept.lastBackupAt) {
    if (kept.reports > 0) say("backup-none", true);
  } else if (age(kept.lastBackupAt, at) > backupMs)
    say("backup-old", true, { days: Math.floor(age(kept.lastBackupAt, at) / dayMs) });
  return found;
}

function age(then: Date, now: Date): number {
  return now.getTime() - then.getTime();
}

function waitingValues({ count }: WaitingCount, oldest: Date, at: Date): Finding["values"] {
  return { count, hours: Math.floor(age(oldest, at) / hourMs) };
}
