/**
 * Checks a single report with its receipt. Its log is not included; only the proof that the entry was sealed
 * is.
 */

import { packet } from "../contract/export.ts";
import { filesOf } from "../contract/files.ts";
import { checkInclusion } from "../seal/batch.ts";
import type { CaseFacts } from "./check-case.ts";
import { logPath } from "./check-custody.ts";
import { checkUnlisted, type FoundFile } from "./check-files.ts";
import { checkIntakeKey } from "./check-key.ts";
import { checkReport } from "./check-report.ts";
import type { Note } from "./finding.ts";
import type { CheckOptions } from "./options.ts";

/** Undefined if it is not a packet. */
export async function checkPacket(
  value: unknown,
  files: ReadonlyMap<string, FoundFile>,
  options: CheckOptions,
  note: Note,
): Promise<CaseFacts | undefined> {
  const read = packet.safeParse(value);
  if (!read.success) {
    for (const { path } of read.error.issues.slice(0, 5)) note("format", false, path.join("."));
    return undefined;
  }
  note("format", true, "");
  const { report, receipt, intakeKey, inclusion } = read.data;
  const thumbprint = await checkIntakeKey(intakeKey, options, note);
  if (thumbprint === undefined) return undefined;
  const facts = await checkReport({ report, receipt, intakeKey, files }, note);
  checkUnlisted([filesOf(report.evidence)], files, note);
  const claims = facts.receipt;
  if (!inclusion) {
    note("inclusion", "unknown", facts.number, { part: "", no: "", at: "" });
    return { intakeKey: thumbprint, days: [], reports: [facts] };
  }
  const { caseId, from, hashes } = inclusion.leaf;
  const sealed = await checkInclusion(inclusion, intakeKey);
  const holds = claims?.caseId === caseId && hashes[claims.log.seq - from] === claims.log.hash;
  const part = sealed.ok ? "log" : (sealed.problem.detail ?? "");
  const batch = sealed.ok && holds ? sealed.value : undefined;
  const path = `${facts.number} ${logPath(caseId, claims?.log.seq ?? from)}`;
  note("inclusion", batch !== undefined, path, { part, no: batch?.no ?? "?", at: batch?.at ?? "" });
  return { intakeKey: thumbprint, days: [], reports: [{ ...facts, batch }] };
}
