/** The job that deletes what has expired, in all domains. */

import { sql } from "drizzle-orm";
import type { RetentionChanges } from "../../utils/shared/policy/retention.ts";
import { deleteOldAlerts } from "../alerts/store/alerts.ts";
import { deleteExpiredClaims } from "../cases/store/claims.ts";
import { createEvidenceDeletion } from "../cases/store/delete-evidence.ts";
import { logLine } from "../core/log.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { forgetOldWantedFiles } from "../evidence/store/needed-files.ts";
import { deleteOldAddressObjections } from "../objections/store/address-objections.ts";
import { redactObjectors } from "../objections/store/hear-objection.ts";
import { createProofDeletion } from "../people/store/used-proofs.ts";
import { deleteOldHealthCounts } from "../recipes/store/recipe-health.ts";
import { deleteEndedProgrammes } from "../vloggers/store/programme-data.ts";
import { deleteOldDeliveries } from "../webhooks/store/hooks.ts";
import { type ClockCheck, ClockInDoubt } from "./check-clock.ts";

export interface TidyParts {
  store: Store;
  files: EvidenceFiles;
  retentionFile: RetentionChanges;
  now(): Date;
  checkClock: ClockCheck;
  /** Contents of files. Cleared each hour, because any replica may have removed files. */
  caches: readonly { clear(): void }[];
}

/** Contents of files are kept for at most this long after another replica removed them. */
const cachesMs = 3_600_000;

/** The job runs every minute; evidence, alerts and data of the programme are deleted at most once per hour. */
export function createTidy({
  store,
  files,
  retentionFile,
  now,
  checkClock,
  caches,
}: TidyParts): (signal?: AbortSignal) => Promise<void> {
  const db = store.jobsDb;
  const deleteProofs = createProofDeletion(db);
  const deleteEvidence = createEvidenceDeletion(store, files, retentionFile);
  let clearedMs = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const at = now();
    await deleteProofs(at);
    // PGlite has no autovacuum, so that rows which come and go would fill the disk.
    if (store.engine === "pglite")
      await db.execute(
        sql`vacuum undescribed, wanted_files, changed_report_hours, changed_days, address_objections`,
      );
    // A clock that was ahead must not stop it.
    const isHourly = Math.abs(at.getTime() - clearedMs) >= cachesMs;
    if (isHourly) {
      for (const cache of caches) cache.clear();
      clearedMs = at.getTime();
    }
    await checkClock(at).catch(logDoubt);
    await deleteOldHealthCounts(db, at);
    await deleteExpiredClaims(db, at);
    await forgetOldWantedFiles(db, at);
    await redactObjectors(db, at);
    await deleteOldAddressObjections(db, at);
    if (isHourly) await deleteOldAlerts(db, at);
    if (isHourly) await deleteOldDeliveries(db, at);
    if (isHourly) await deleteEndedProgrammes(db, at);
    await deleteEvidence(at, signal);
  };
}

/** The line of a failed job has no message. */
function logDoubt(error: unknown): never {
  if (error instanceof ClockInDoubt) logLine("clock-in-doubt", { detail: error.message });
  throw error;
}
