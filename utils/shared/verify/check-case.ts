/** Checks a case export for consistency: its signature, all reports, all logs and their seals. */

import type { DecisionView } from "../contract/decision.ts";
import type { CaseExport } from "../contract/export.ts";
import { caseExport } from "../contract/export.ts";
import { filesOf } from "../contract/files.ts";
import { exportDigest, openExport } from "../seal/signed-kinds.ts";
import { checkDecision, checkReview, checkWithdrawal } from "./check-acts.ts";
import { checkDays, checkInclusions, checkLogs, checkReceiptEntry, type Logs } from "./check-audit-log.ts";
import { checkPictures, checkUnlisted, type FoundFile } from "./check-files.ts";
import { type CheckOptions, checkIntakeKey } from "./check-key.ts";
import { checkReport, type ReportFacts } from "./check-report.ts";
import { checkRequests } from "./check-requests.ts";
import type { Note } from "./finding.ts";
import type { CheckedReport, Verdict } from "./verdict.ts";

export type CaseFacts = Pick<Verdict, "intakeKey" | "exported" | "days"> & {
  reports: Omit<CheckedReport, "holds">[];
};

/** `value`: the parsed JSON, in whatever shape. Undefined if it is not an export. */
export async function checkCase(
  value: unknown,
  files: ReadonlyMap<string, FoundFile>,
  options: CheckOptions,
  note: Note,
): Promise<CaseFacts | undefined> {
  const read = caseExport.safeParse(value);
  if (!read.success) {
    for (const { path } of read.error.issues.slice(0, 5)) note("format", false, path.join("."));
    return undefined;
  }
  note("format", true, "");
  const exported = read.data;
  const intake = exported.keys.intake;
  const intakeKey = await checkIntakeKey(intake, options, note);
  if (intakeKey === undefined) return undefined;
  await checkSignature(exported, value as object, note);
  const logs: Logs = new Map(exported.logs.map(({ caseId, entries }) => [caseId, entries]));
  await checkLogs(logs, note);
  const batchOf = await checkInclusions(exported.inclusions, logs, intake, note);
  const days = await checkDays(
    exported.days,
    exported.inclusions,
    { intakeKey: intake, blocks: options.blocks ?? [] },
    note,
  );
  const reports: Omit<CheckedReport, "holds">[] = [];
  for (const [index, one] of exported.reports.entries()) {
    options.onProgress?.(index / exported.reports.length);
    const facts = await checkExportedReport(one, { exported, files, logs }, note);
    const { caseId, log } = facts.receipt ?? {};
    reports.push({ ...facts, batch: caseId && log ? batchOf(caseId, log.seq) : undefined });
  }
  const pictures = await checkRequests(exported, logs, note);
  checkPictures(pictures, files, note);
  checkUnlisted(
    [
      ...exported.reports.flatMap(({ report }) => filesOf(report.evidence).map(({ sha256 }) => sha256)),
      ...pictures.map(({ file }) => file.sha256),
    ],
    files,
    note,
  );
  for (const decision of exported.decisions) {
    await checkDecision(decision, logs, note);
    checkDecided(decision, reports, note);
  }
  for (const review of exported.reviews) await checkReview(review, logs, note);
  return { intakeKey, exported: describeExport(exported), days, reports };
}

function describeExport({ organisation, exportedAt: at, exportedBy: by, case: row, logs }: CaseExport) {
  const last = logs.find(({ caseId }) => caseId === row.id)?.entries.at(-1);
  const { subject } = row;
  return { organisation, at, by, subject, ...(last ? { head: { entry: last.seq, at: last.at } } : {}) };
}

/** The sealed evidence that a decision froze must be that of the report in the file. */
function checkDecided(
  { id, by = "", at, frozen }: DecisionView,
  reports: readonly ReportFacts[],
  note: Note,
): void {
  const { reportId, manifest } = frozen?.evidence ?? {};
  const receipt = reports.find(({ report }) => report.id === reportId)?.receipt;
  if (receipt && manifest !== undefined && receipt.manifestDigest !== manifest)
    note("decision", false, `decision ${id} evidence`, { part: "manifest", by, at });
}

async function checkSignature({ jws, keys }: CaseExport, value: object, note: Note): Promise<void> {
  const opened = await openExport(jws, keys.intake);
  if (!opened.ok) note("export-signature", false, "jws", { part: opened.problem.detail ?? "" });
  else {
    const holds = opened.value.digest === (await exportDigest(value));
    note("export-signature", holds, holds ? "" : "export", { part: "digest" });
  }
}

interface ExportContents {
  exported: CaseExport;
  files: ReadonlyMap<string, FoundFile>;
  logs: Logs;
}

async function checkExportedReport(
  one: CaseExport["reports"][number],
  { exported, files, logs }: ExportContents,
  note: Note,
): Promise<ReportFacts> {
  const { report, receipt, by, receivedAt, deletedAt, withheld, withdrawnAt, withdrawnReason } = one;
  const facts = await checkReport(
    {
      report,
      receipt,
      intakeKey: exported.keys.intake,
      files,
      said: { by, receivedAt },
      leftOut: deletedAt ? "deleted" : withheld ? "withheld" : undefined,
    },
    note,
  );
  if (facts.receipt) checkReceiptEntry(facts.receipt, logs, note);
  if (withdrawnAt) {
    await checkWithdrawal(
      facts.number,
      { id: report.id, at: withdrawnAt, reason: withdrawnReason },
      logs,
      note,
    );
  }
  return facts;
}
