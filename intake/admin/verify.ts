/** `npm run verify`: proves the database from its log, and the evidence files from their digests. */

import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { type Verified, verifyStore } from "../verify/verify.ts";
import { verifyFiles } from "../verify/verify-files.ts";

export interface VerifyAnswer extends Verified {
  files: number;
}

export async function runVerifyCommand(store: Store, stored: EvidenceFiles): Promise<VerifyAnswer> {
  const verified = await verifyStore(store);
  const { files, broken } = await verifyFiles(store.db, stored);
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
