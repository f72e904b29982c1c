/** Proves from the log that a report's evidence was deleted, and that nothing else of it changed. */

import { and, eq, inArray } from "drizzle-orm";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { readFamily } from "../audit-log/store/case-family.ts";
import type { LogRecord, ReportRecord } from "../db/rows.ts";
import { log } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

/** Returns one sentence per fault. `logged` is the detail of the entry `report-received`. */
export async function verifyDeleted(
  db: Db,
  row: ReportRecord,
  logged: LogRecord["detail"],
): Promise<string[]> {
  const entries = await db
    .select({ detail: log.detail })
    .from(log)
    .where(and(inArray(log.caseId, await readFamily(db, row.caseId)), eq(log.act, "evidence-deleted")));
  const deletion = entries.find(({ detail }) => detail.report === row.id)?.detail;
  if (!deletion) return [`report ${row.id}: its evidence is gone, and no log says why`];
  const sealed = logged.manifest === undefined || logged.manifest === deletion.manifest;
  const left = (await digestJson(row.evidence)) === deletion.left && row.digest === logged.digest;
  return [
    ...(sealed ? [] : [`report ${row.id}: what was deleted is not what was sealed`]),
    ...(left ? [] : [`report ${row.id}: is not what was left of it`]),
  ];
}
