/** Proves that a stored report is the one in the log and that its seal covers its evidence. */

import { and, eq, inArray } from "drizzle-orm";
import { differences } from "../../utils/shared/seal/check-seal.ts";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { openSeal } from "../../utils/shared/seal/seal.ts";
import { readFamily } from "../audit-log/store/case-family.ts";
import { shownPair } from "../cases/rules/names.ts";
import type { LogRecord, ReportRecord } from "../db/rows.ts";
import { log } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { asReceived } from "../reports/store/as-received.ts";

/** The detail of the entry `report-received`. Reports older than seals have no `manifest`. */
export type LoggedReport = LogRecord["detail"];

/** Returns one sentence per fault. `logged` is the detail of the entry `report-received`. */
async function verifyDeleted(db: Db, row: ReportRecord, logged: LogRecord["detail"]): Promise<string[]> {
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

/** Returns one sentence per fault, or an empty list. */
export async function verifyReport(db: Db, row: ReportRecord, logged: LoggedReport): Promise<string[]> {
  if (row.evidenceDeletedAt)
    return [...(await verifyDeleted(db, row, logged)), ...(await verifySeal(row, logged))];
  const kept = (await digestJson(asReceived(row))) === logged.digest;
  // Reports from before it was kept have none.
  const paired = row.pair === null || row.pair === shownPair(row.evidence);
  return [
    ...(paired ? [] : [`report ${row.id}: its pair is not what its links show`]),
    ...(kept ? [] : [`report ${row.id}: is not what was received`]),
    ...(await verifySeal(row, logged)),
  ];
}

/** The seal is verified on its own, because it outlives the evidence. */
async function verifySeal(
  { id, seal, evidence, evidenceDeletedAt }: ReportRecord,
  logged: LoggedReport,
): Promise<string[]> {
  if (logged.manifest === undefined && seal === null) return [];
  const opened = await openSeal(seal ?? "");
  if (!opened.ok) return [`report ${id}: its seal does not hold (${opened.problem.detail})`];
  const { manifest, manifestDigest } = opened.value;
  // With the evidence deleted, the seal can only be compared with the log.
  const differ = evidenceDeletedAt ? [] : await differences(evidence, manifest);
  return [
    ...(manifestDigest === logged.manifest
      ? []
      : [`report ${id}: its seal is not the one that the log names`]),
    ...(differ.length === 0 ? [] : [`report ${id}: ${differ.join(", ")} differ from the seal`]),
  ];
}
