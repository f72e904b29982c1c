/** Hashes every listed evidence file and names missing or altered ones. */

import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { describeFailure, tryEvidence } from "../evidence/read-evidence.ts";
import { isFileNeeded, neededFiles, type ReadAddresses } from "../evidence/store/needed-files.ts";

const pageRows = 200;
const advice = "Check the disk or the bucket that EVIDENCE_URL names, and run it again.";

export interface VerifiedFiles {
  files: number;
  /** One sentence each. */
  broken: string[];
}

/** Number of files that `verifyFiles` reads. */
export async function countFiles(db: Db): Promise<number> {
  let count = 0;
  for (const read of neededFiles) count += (await read(db, "")).length;
  return count;
}

/**
 * Runs outside any transaction, because reading takes long; files deleted meanwhile are no fault. Ends early if the store
 * gives no answer.
 */
export async function verifyFiles(db: Db, stored: EvidenceFiles): Promise<VerifiedFiles> {
  const verified: VerifiedFiles = { files: 0, broken: [] };
  for (const read of neededFiles)
    for await (const sha256 of readAll(db, read)) {
      const found = await tryEvidence(stored, sha256).catch(describeFailure);
      if (typeof found === "string") {
        verified.broken.push(
          `the evidence store cannot be read (${found}): only ${verified.files} files were checked. ${advice}`,
        );
        return verified;
      }
      verified.files++;
      if ("fault" in found && (await isFileNeeded(db, sha256)))
        verified.broken.push(`file ${sha256}: ${found.fault}`);
    }
  return verified;
}

async function* readAll(db: Db, read: ReadAddresses): AsyncGenerator<string> {
  for (let after = ""; ; ) {
    const page = await read(db, after, pageRows);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
