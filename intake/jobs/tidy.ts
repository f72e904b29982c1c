/** The job that deletes what has expired, in all domains. */

import { sql } from "drizzle-orm";
import type { RetentionChanges } from "../../utils/shared/policy/retention.ts";
import { deleteOldAlerts } from "../alerts/store/alerts.ts";
import { deleteExpiredClaims } from "../cases/store/claims.ts";
import { createEvidenceDeletion } from "../cases/store/delete-evidence.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { forgetOldWantedFiles } from "../evidence/store/wanted-files.ts";
import { deleteOldAddressObjections } from "../objections/store/address-objections.ts";
import { redactObjectors } from "../objections/store/hear-objection.ts";
import { deleteExpiredProofs } from "../people/store/callers.ts";
import { deleteOldHealthCounts } from "../recipes/store/recipe-health.ts";

export interface TidyParts {
  store: Store;
  files: EvidenceFiles;
  retentionFile: RetentionChanges;
  now(): Date;
  /** Contents of files. Cleared before each deletion of evidence, because other replicas may have removed files. */
  caches: readonly { clear(): void }[];
}

/** The job runs every minute; evidence and alerts are deleted at most once per hour. */
export function createTidy({
  store,
  files,
  retentionFile,
  now,
  caches,
}: TidyParts): (signal?: AbortSignal) => Promise<void> {
  const db = store.jobsDb;
  const evidence = createEvidenceDeletion(store, files, retentionFile);
  return async (signal) => {
    const at = now();
    await deleteExpiredProofs(db, at);
    await deleteOldHealthCounts(db, at);
    await deleteExpiredClaims(db, at);
    await forgetOldWantedFiles(db, at);
    await redactObjectors(db, at);
    await deleteOldAddressObjections(db, at);
    // PGlite has no autovacuum, so that rows which come and go would fill the disk.
    if (store.engine === "pglite")
      await db.execute(sql`vacuum used_proofs, undescribed, wanted_files, changed_report_hours`);
    if (!evidence.isDue(at)) return;
    for (const cache of caches) cache.clear();
    await deleteOldAlerts(db, at);
    await evidence.run(at, signal);
  };
}
