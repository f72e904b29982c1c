/** Lists the cases merged into one case, from their logs. */

import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, log } from "../../db/schema/index.ts";
import { areCases, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

export interface Merge extends Pick<CaseRecord, "withheld" | "author" | "excerpt"> {
  caseId: string;
  subject: string;
  at: Date;
  /** Subjects that came with it. */
  names: string[];
}

const absorbedDetail = z.object({ from: z.string(), names: z.array(z.string()) });

/** Oldest first; each can be split off again. */
export async function readMerges(db: Db, caseId: string): Promise<Merge[]> {
  const family = await readCaseAndMerged(db, caseId);
  if (family.length === 1) return [];
  const entries = await db
    .select({ at: log.at, detail: log.detail })
    .from(log)
    .where(and(rowsOfCases(log, family), eq(log.act, "case-absorbed")))
    .orderBy(asc(log.at), asc(log.seq));
  // After a merge, split and second merge, the newest entry counts.
  const newest = new Map(entries.map((entry) => [String(entry.detail.from), entry]));
  const rows = await db
    .select({
      caseId: cases.id,
      subject: cases.subject,
      withheld: cases.withheld,
      author: cases.author,
      excerpt: cases.excerpt,
    })
    .from(cases)
    .where(areCases(family.slice(1)))
    .orderBy(asc(cases.createdAt), asc(cases.id));
  return rows.flatMap((row) => {
    const entry = newest.get(row.caseId);
    const detail = absorbedDetail.safeParse(entry?.detail);
    return entry && detail.success ? [{ ...row, at: entry.at, names: detail.data.names }] : [];
  });
}
