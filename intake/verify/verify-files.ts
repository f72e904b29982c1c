/** Hashes every listed evidence file and names missing or altered ones. */

import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { sha256Of } from "../core/digest.ts";
import { files, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/files.ts";

const pageRows = 200;

export interface VerifiedFiles {
  files: number;
  /** One sentence each. */
  broken: string[];
}

/** Runs outside any transaction, because reading takes long; files deleted meanwhile are no fault. */
export async function verifyFiles(db: Db, stored: EvidenceFiles): Promise<VerifiedFiles> {
  const found: VerifiedFiles = { files: 0, broken: [] };
  for (let after = ""; ; ) {
    const page = await readListed(db, after);
    for (const sha256 of page) {
      found.files++;
      const wrong = faultOf(await stored.get(sha256), sha256);
      if (wrong && (await isListed(db, sha256))) found.broken.push(`file ${sha256}: ${wrong}`);
    }
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last;
  }
}

function faultOf(file: { bytes: Uint8Array } | undefined, sha256: string): string | undefined {
  if (!file) return "is gone from the evidence store";
  return sha256Of(file.bytes) === sha256 ? undefined : "is not what arrived";
}

async function readListed(db: Db, after: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(isNull(reports.evidenceDeletedAt), gt(files.sha256, after)))
    .orderBy(asc(files.sha256))
    .limit(pageRows);
  return rows.map(({ sha256 }) => sha256);
}

async function isListed(db: Db, sha256: string): Promise<boolean> {
  const rows = await db
    .select({ id: files.reportId })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(isNull(reports.evidenceDeletedAt), eq(files.sha256, sha256)))
    .limit(1);
  return rows.length > 0;
}
