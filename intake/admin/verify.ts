/** `npm run verify`: proves the database from its log, and the evidence files from their digests. */

import { countDistinct } from "drizzle-orm";
import { createProgress } from "../backup/backup-progress.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { files as evidenceFiles } from "../db/schema/index.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { type Verified, verifyStore } from "../verify/verify.ts";
import { verifyFiles } from "../verify/verify-files.ts";

export interface VerifyAnswer extends Verified {
  files: number;
}

export async function runVerifyCommand(
  store: Store,
  stored: EvidenceFiles,
  say: WriteLine = () => undefined,
): Promise<VerifyAnswer> {
  say("verifying the log, and every row against it");
  const verified = await verifyStore(store);
  const [listed] = await store.db.select({ count: countDistinct(evidenceFiles.sha256) }).from(evidenceFiles);
  const progress = createProgress(say, listed?.count ?? 0);
  const get: EvidenceFiles["get"] = (sha256) => {
    progress.step();
    return stored.get(sha256);
  };
  const { files, broken } = await verifyFiles(store.db, { ...stored, get });
  progress.end();
  return {
    ...verified,
    files,
    ok: verified.ok && broken.length === 0,
    broken: [...verified.broken, ...broken],
  };
}

export function printVerified({ cases, reports, batches, files, broken, unproven }: VerifyAnswer): string {
  const summary = `${cases} cases, ${reports} reports, ${batches} batches, ${files} files checked`;
  const verdict = broken.length === 0 ? [`${summary}: all hold.`] : [`${summary}:`, ...broken];
  return [...verdict, ...unproven].join("\n");
}
