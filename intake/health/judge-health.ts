/** Judges an intake's facts: what needs action, and what is only worth knowing. */

import { limits } from "../../utils/shared/contract/limits.ts";
import { supervisorsNeeded } from "../cases/rules/allowed-acts.ts";
import { isAhead } from "../core/clock.ts";
import type { HealthFacts, OtherVersion, StoreFacts, WaitingCount } from "../core/health-facts.ts";
import { crowdedFrom, maxWithinLimit } from "../objections/store/address-objections.ts";

export const findingCodes = [
  "database-away",
  "evidence-away",
  "database-newer",
  "migrations-missing",
  "key-lost",
  "log-backwards",
  "mark-damaged",
  "unsealed",
  "files-wanted",
  "undescribed",
  "days-unclosed",
  "days-unstamped",
  "days-unanchored",
  "days-ahead",
  "cases-late",
  "disk-low",
  "panel-few",
  "panel-no-civil-society",
  "panel-no-ministry",
  "deciders-tied",
  "devices-unrenewed",
  "hearers-few",
  "objections-crowded",
  "mail-unset",
  "channels-none",
  "letters-stuck",
  "hooks-failing",
  "keys-ending",
  "proofs-kept",
  "deletion-late",
  "job-failed",
  "job-silent",
  "backup-old",
  "backup-none",
  "backup-ahead",
  "backup-incomplete",
  "restored",
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
/** Long enough that everybody who looks after the intake hears of it. */
const restoredMs = 30 * dayMs;
/** A channel that is briefly unavailable is retried within minutes. */
const letterMs = hourMs;
const urgentKeyMs = 7 * dayMs;
/** After this number of days without a timestamp or an anchor, an administrator must act. Short outages are normal. */
const provenDays = 3;
const lowBytes = 1_000_000_000;
/** Enough space, even if it is a small share of a large disk. */
const enoughBytes = 20_000_000_000;
const lowShare = 0.05;
const nearlyFull = 0.9;
const namedPeople = 5;

/** Sorted by priority. */
export function judgeHealth({
  at,
  database,
  otherVersion,
  evidence,
  store: kept,
  disks,
}: HealthFacts): Finding[] {
  const findings: Finding[] = [];
  if (!database) findings.push(...(otherVersion ? judgeTables(otherVersion) : [act("database-away")]));
  if (!evidence) findings.push(act("evidence-away"));
  for (const { path, freeBytes, totalBytes } of disks) {
    const low = freeBytes < lowBytes || (freeBytes < enoughBytes && freeBytes < totalBytes * lowShare);
    if (low) findings.push(act("disk-low", { path, megabytes: Math.floor(freeBytes / 1e6) }));
  }
  return kept ? [...findings, ...judgeStore(kept, at)] : findings;
}

function judgeStore(kept: StoreFacts, at: Date): Finding[] {
  return [
    ...judgeTables(kept),
    ...(kept.keysLost.length > 0 ? [act("key-lost", { names: kept.keysLost.join(", ") })] : []),
    ...judgeWork(kept, at),
    ...kept.jobs.flatMap((job) => judgeJob(job, at)),
    ...judgeProofs(kept, at),
    ...judgeEvidence(kept, at),
    ...judgeBackup(kept, at),
    ...judgeRestore(kept, at),
    ...judgePanel(kept),
    ...(kept.tiedSupervisors > 0 ? [act("deciders-tied", { count: kept.tiedSupervisors })] : []),
    ...judgeDevices(kept),
    ...judgeHearers(kept),
    ...judgeForm(kept),
    ...judgeChannels(kept),
    ...(kept.hooksFailing > 0 ? [act("hooks-failing", { count: kept.hooksFailing })] : []),
    ...judgeKeys(kept, at),
  ];
}

const act = (code: FindingCode, values: Finding["values"] = {}): Finding => ({ code, weight: "act", values });

function judgeTables({ unknownMigrations, missingMigrations }: OtherVersion): Finding[] {
  return [
    ...(unknownMigrations > 0 ? [act("database-newer", { count: unknownMigrations })] : []),
    ...(missingMigrations > 0 ? [act("migrations-missing", { count: missingMigrations })] : []),
  ];
}

function judgeWork({ late, lateUrgent, mailless, lettersWaiting }: StoreFacts, at: Date): Finding[] {
  const findings: Finding[] = [];
  const count = lateUrgent + late;
  const weight = lateUrgent > 0 ? "act" : "know";
  if (count > 0) findings.push({ code: "cases-late", weight, values: { count, urgent: lateUrgent } });
  if (mailless > 0) findings.push(act("mail-unset", { count: mailless }));
  const { oldest } = lettersWaiting;
  if (oldest && age(oldest, at) > letterMs)
    findings.push(act("letters-stuck", waitingValues(lettersWaiting, oldest, at)));
  return findings;
}

/** Without a panel, refusals are final and drawn approvals wait; urgent once something waits. */
function judgePanel({ panelGap: gap, panelWaiting: waiting }: StoreFacts): Finding[] {
  if (!gap) return [];
  const weight = waiting > 0 ? "act" : "know";
  const few: FindingCode[] = gap.members < limits.panelVotes ? ["panel-few"] : [];
  // Without any panelist, `panel-few` asks for both kinds.
  const missing = gap.members > 0 ? gap.missing.map((kind) => `panel-no-${kind}` as const) : [];
  return [...few, ...missing].map((code) => ({
    code,
    weight,
    values: { members: gap.members, needed: limits.panelVotes, waiting },
  }));
}

/** An administrator knows whether another person was shown such a person's code. */
function judgeDevices({ promotedEarlier: names }: StoreFacts): Finding[] {
  if (names.length === 0) return [];
  const values = { count: names.length, who: names.slice(0, namedPeople).join(", ") };
  return [{ code: "devices-unrenewed", weight: "know", values }];
}

/** Urgent once an objection waits in such a place. */
function judgeHearers({ hearerGap }: StoreFacts): Finding[] {
  if (!hearerGap) return [];
  const { members, places, waiting } = hearerGap;
  const values = { members, needed: supervisorsNeeded, where: places.join(", "), waiting };
  return [{ code: "hearers-few", weight: waiting > 0 ? "act" : "know", values }];
}

/** An empty intake needs no channel. Urgent once a decision waits, or no site has one. */
function judgeChannels({ channelless: { sites, isAll, waiting }, hasReports }: StoreFacts): Finding[] {
  if (sites.length === 0 || !hasReports) return [];
  const weight = isAll || waiting > 0 ? "act" : "know";
  return [{ code: "channels-none", weight, values: { where: sites.join(", "), waiting } }];
}

/** Urgent from a week before the end. After it, a platform's answers are refused and its requests count as late. */
function judgeKeys({ keysEnding: keys }: StoreFacts, at: Date): Finding[] {
  const [first] = keys;
  if (!first) return [];
  const weight = age(first.at, at) > -urgentKeyMs ? "act" : "know";
  const who = keys.slice(0, namedPeople).map(({ name }) => name);
  const values = { count: keys.length, who: who.join(", "), at: first.at.toISOString() };
  return [{ code: "keys-ending", weight, values }];
}

/** The form for objections by address. */
function judgeForm({ objectionsByAddress: count }: StoreFacts): Finding[] {
  if (count < crowdedFrom) return [];
  const weight = count < maxWithinLimit * nearlyFull ? "know" : "act";
  return [{ code: "objections-crowded", weight, values: { count, most: maxWithinLimit } }];
}

function judgeJob({ name, succeededAt, failedAt, failure }: StoreFacts["jobs"][number], at: Date): Finding[] {
  if (failedAt && (!succeededAt || succeededAt < failedAt))
    return [act("job-failed", { name, failure: failure ?? "", at: failedAt.toISOString() })];
  if (succeededAt && age(succeededAt, at) > silentMs)
    return [act("job-silent", { name, at: succeededAt.toISOString() })];
  return [];
}

/** Batches, days and timestamps of the audit log. */
function judgeProofs(kept: StoreFacts, at: Date): Finding[] {
  const { unsealed, lostBatch, unclosedDays, unstampedDays, unanchoredDays, daysAhead } = kept;
  const findings: Finding[] = [];
  const { oldest } = unsealed;
  if (lostBatch === "damaged") findings.push(act("mark-damaged"));
  else if (lostBatch !== undefined) findings.push(act("log-backwards", { no: lostBatch }));
  if (oldest && age(oldest, at) > unsealedMs)
    findings.push(act("unsealed", waitingValues(unsealed, oldest, at)));
  if (unclosedDays > 0 && at.getTime() % dayMs > hourMs)
    findings.push(act("days-unclosed", { count: unclosedDays }));
  if (daysAhead.count > 0) {
    // Once a later batch has the right time, nothing is left to do.
    const weight = daysAhead.isNewest ? "act" : "know";
    findings.push({ code: "days-ahead", weight, values: { count: daysAhead.count } });
  }
  return [
    ...findings,
    ...judgeDays("days-unstamped", unstampedDays),
    ...judgeDays("days-unanchored", unanchoredDays),
  ];
}

function judgeDays(code: FindingCode, count = 0): Finding[] {
  return count > 0 ? [{ code, weight: count >= provenDays ? "act" : "know", values: { count } }] : [];
}

function judgeEvidence(kept: StoreFacts, at: Date): Finding[] {
  const { filesWanted, undescribed, proofs, expiredProofs, overdue, filesLeft } = kept;
  const findings: Finding[] = [];
  const { oldest } = filesWanted;
  if (oldest) {
    const weight = age(oldest, at) > wantedMs ? "act" : "know";
    findings.push({ code: "files-wanted", weight, values: waitingValues(filesWanted, oldest, at) });
  }
  if (undescribed.oldest)
    findings.push(act("undescribed", waitingValues(undescribed, undescribed.oldest, at)));
  if (expiredProofs > 0) findings.push(act("proofs-kept", { count: proofs, expired: expiredProofs }));
  const count = (overdue ?? 0) + filesLeft;
  if (count > 0) findings.push(act("deletion-late", { count }));
  return findings;
}

/** An empty intake needs no backup. */
function judgeBackup(
  { lastBackupAt, lastBackupMissing: count, hasReports }: StoreFacts,
  at: Date,
): Finding[] {
  if (!lastBackupAt) return hasReports ? [act("backup-none")] : [];
  if (isAhead(lastBackupAt, at)) return [act("backup-ahead", { at: lastBackupAt.toISOString() })];
  const agedMs = age(lastBackupAt, at);
  return [
    ...(agedMs > backupMs ? [act("backup-old", { days: Math.floor(agedMs / dayMs) })] : []),
    ...(count > 0 ? [act("backup-incomplete", { count })] : []),
  ];
}

function judgeRestore({ restored }: StoreFacts, at: Date): Finding[] {
  if (!restored || age(restored.at, at) > restoredMs) return [];
  const values = { at: restored.at.toISOString(), backup: restored.backedUpAt };
  return [{ code: "restored", weight: "know", values }];
}

function age(then: Date, now: Date): number {
  return now.getTime() - then.getTime();
}

function waitingValues({ count }: WaitingCount, oldest: Date, at: Date): Finding["values"] {
  return { count, hours: Math.floor(age(oldest, at) / hourMs) };
}
