/** Hashes every listed evidence file and names missing or altered ones. */

import { sha256Of } from "../core/digest.ts";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { isFileNeeded, neededFiles, type ReadAddresses } from "../evidence/store/needed-files.ts";

const pageRows = 200;

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

/** Runs outside any transaction, because reading takes long; files deleted meanwhile are no fault. */
export async function verifyFiles(db: Db, stored: EvidenceFiles): Promise<VerifiedFiles> {
  const verified: VerifiedFiles = { files: 0, broken: [] };
  for (const read of neededFiles)
    for await (const sha256 of readAll(db, read)) {
      verified.files++;
      const wrong = faultOf(await stored.get(sha256), sha256);
      if (wrong && (await isFileNeeded(db, sha256))) verified.broken.push(`file ${sha256}: ${wrong}`);
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

function faultOf(file: { bytes: Uint8Array } | undefined, sha256: string): string | undefined {
  if (!file) return "is gone from the evidence store";
  return sha256Of(file.bytes) === sha256 ? undefined : "is not what arrived";
}
