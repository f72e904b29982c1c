/** `npm run verify`: proves the database from its log, and the evidence files from their digests. */

import { countDistinct } from "drizzle-orm";
import { tellProgress } from "../backup/progress.ts";
import type { Say } from "../core/hold.ts";
import { files as evidenceFiles } from "../db/schema/index.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { type Verified, verifyStore } from "../verify/verify.ts";
import { verifyFiles } from "../verify/verify-files.ts";

export interface VerifiedAll extends Verified {
  files: number;
}

export async function runVerifyCommand(
  store: Store,
  stored: EvidenceFiles,
  say: Say = () => undefined,
): Promise<VerifiedAll> {
  say("verifying the log, and every row against it");
  const verified = await verifyStore(store);
  const [listed] = await store.db.select({ count: countDistinct(evidenceFiles.sha256) }).from(evidenceFiles);
  const progress = tellProgress(say, listed?.count ?? 0);
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

export function printVerified({ cases, reports, batches, files, broken, unproven }: VerifiedAll): string {
  const summary = `${cases} cases, ${reports} reports, ${batches} batches, ${files} files checked`;
  const verdict = broken.length === 0 ? [`${summary}: all hold.`] : [`${summary}:`, ...broken];
  return [...verdict, ...unproven].join("\n");
}
