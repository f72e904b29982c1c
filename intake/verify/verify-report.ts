/** Proves that a stored report is the one in the log and that its seal covers its evidence. */

import { differences } from "../../utils/shared/seal/check-seal.ts";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { openSeal } from "../../utils/shared/seal/seal.ts";
import { shownPair } from "../cases/rules/names.ts";
import type { LogRecord, ReportRecord } from "../db/rows.ts";
import type { Db } from "../db/store.ts";
import { asReceived } from "../reports/store/as-received.ts";
import { verifyDeleted } from "./verify-deleted.ts";

/** The detail of the entry `report-received`. Reports older than seals have no `manifest`. */
export type LoggedReport = LogRecord["detail"];

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
