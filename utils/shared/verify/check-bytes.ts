/** Checks a file of any kind: a case export as JSON or WACZ, or a single report. */

import { importJWK } from "jose";
import type { DecisionView } from "../contract/decision.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import { type CaseExport, caseExport, packet, packetFormat } from "../contract/export.ts";
import { filesOf } from "../contract/files.ts";
import { digestHex, thumbprintOf } from "../seal/digest.ts";
import { checkInclusion } from "../seal/log-batch.ts";
import type { Block } from "../seal/open-timestamps.ts";
import { exportDigest, openExport } from "../seal/signed-kinds.ts";
import { checkDecision, checkDeletion, checkReview, checkWithdrawal, isInLane } from "./check-acts.ts";
import {
  checkDays,
  checkInclusions,
  checkLogs,
  checkReceiptEntry,
  type Logs,
  logPath,
} from "./check-audit-log.ts";
import { checkCaseRow } from "./check-case-row.ts";
import { checkPictures, checkUnlisted, type FoundFile } from "./check-files.ts";
import { checkReport, type ReportFacts } from "./check-report.ts";
import { checkRequests } from "./check-requests.ts";
import { checkWacz } from "./check-wacz.ts";
import { type Note, newFindings } from "./finding.ts";
import { readBase64, readCanonical } from "./strict-json.ts";
import { type CheckedReport, type FileKind, outcomeOf, reportHolds, type Verdict } from "./verdict.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Optional inputs of a check. */
interface CheckOptions {
  /**
   * RFC 7638 thumbprint that the ministry publishes, 43 characters. Without it a check proves only that the
   * file is consistent with its own keys.
   */
  intakeKey?: string;
  /** Bitcoin blocks that the person looked up elsewhere, to compare anchors with. */
  blocks?: readonly Block[];
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
}

/**
 * Returns the thumbprint of the key in the file. Undefined if it is not a valid key, so that no signature can
 * be checked.
 */
async function checkIntakeKey(
  key: PublicKey,
  { intakeKey: expected }: CheckOptions,
  note: Note,
): Promise<string | undefined> {
  const usable = await importJWK(key, "ES256").catch(() => undefined);
  if (!usable) {
    note("format", false, "keys.intake");
    return undefined;
  }
  const thumbprint = await thumbprintOf(key);
  note("intake-key", expected === undefined ? "unknown" : expected === thumbprint, "", { key: thumbprint });
  return thumbprint;
}

/** Never throws because of a file's content. */
export async function checkBytes(bytes: Bytes, options: CheckOptions = {}): Promise<Verdict> {
  const { findings, note } = newFindings();
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { kind, facts } = isZip
    ? await checkZip(bytes, options, note)
    : await checkJson(bytes, options, note);
  if (!facts) return { outcome: "unreadable", ...(kind ? { kind } : {}), reports: [], days: [], findings };
  const reports = facts.reports.map((report) => ({ ...report, holds: reportHolds(report.number, findings) }));
  return { ...facts, outcome: outcomeOf(findings), kind, reports, findings };
}

type CaseFacts = Pick<Verdict, "intakeKey" | "exported" | "days"> & {
  reports: Omit<CheckedReport, "holds">[];
};

/**
 * Checks a case export for consistency: its signature, all reports, all logs and their seals. `value`: the
 * parsed JSON, in whatever shape. Undefined if it is not an export.
 */
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
  const { batchOf, batches } = await checkInclusions(exported.inclusions, logs, intake, note);
  const trusted = { intakeKey: intake, blocks: options.blocks ?? [] };
  const days = await checkDays(exported.days, batches, trusted, note);
  const dayOf = new Map(
    exported.days.flatMap((day, index) => day.batches.map((batch) => [batch, days[index]] as const)),
  );
  const reports: Omit<CheckedReport, "holds">[] = [];
  for (const [index, one] of exported.reports.entries()) {
    options.onProgress?.(index / exported.reports.length);
    const facts = await checkExportedReport(one, { exported, files, logs }, note);
    const { caseId, log } = facts.receipt ?? {};
    const batch = caseId && log ? batchOf(caseId, log.seq) : undefined;
    reports.push({ ...facts, batch: batch?.claims, day: batch && dayOf.get(batch.jws) });
  }
  checkCaseRow(exported, logs, note);
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
    checkWithheld(decision, isInLane(exported.decisions, logs), note);
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

function checkWithheld({ id, by = "", at, frozen }: DecisionView, inLane: boolean, note: Note): void {
  if (frozen?.withheld && !inLane) note("decision", false, `decision ${id} lane`, { part: "lane", by, at });
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
  const { report, receipt, by, receivedAt, deletedAt, withheld } = one;
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
  if (withheld && !isInLane(exported.decisions, logs))
    note("left-out", false, facts.number, { why: "withheld", parts: "" });
  if (facts.receipt) checkReceiptEntry(facts.receipt, logs, note);
  const stated = { ...one, id: report.id };
  // Exports without this member can be from before they had withdrawals.
  const known = { logs, isOlder: exported.requests === undefined };
  await checkWithdrawal(facts.number, stated, known, note);
  checkDeletion(facts.number, stated, known, note);
  return facts;
}

interface Checked {
  kind: FileKind;
  facts: CaseFacts | undefined;
}

async function checkZip(bytes: Bytes, options: CheckOptions, note: Note): Promise<Checked> {
  const wacz = await checkWacz(bytes, note);
  const value = wacz?.written && readValue(wacz.written, note);
  if (!wacz || value === undefined) return { kind: "wacz", facts: undefined };
  const facts = await checkCase(value, wacz.files, options, note);
  const named = asObject(asObject(value).keys).wacz;
  // Anyone can put a key into a WACZ. The intake's signature over the export shows whether it is the intake's
  // key.
  if (wacz.signedBy !== undefined) {
    note("package-key", named === undefined ? "unknown" : named === wacz.signedBy, "datapackage-digest.json");
  }
  return { kind: "wacz", facts };
}

/** Undefined if it is not a packet. Its log is not included; only the proof that the entry was sealed is. */
async function checkPacket(
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
  checkUnlisted(
    filesOf(report.evidence).map(({ sha256 }) => sha256),
    files,
    note,
  );
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

async function checkJson(bytes: Bytes, options: CheckOptions, note: Note): Promise<Checked> {
  const value = readValue(bytes, note);
  const { format, files: written } = asObject(value);
  const kind = format === packetFormat ? "packet" : "case";
  const files = value === undefined ? undefined : await readFiles(written, note);
  if (!files) return { kind, facts: undefined };
  const check = kind === "packet" ? checkPacket : checkCase;
  return { kind, facts: await check(value, files, options, note) };
}

/** JSON in another encoding than the intake's is read anyway, and noted. */
function readValue(bytes: Bytes, note: Note): unknown {
  const read = readCanonical(bytes);
  if (!read?.isExact) note("format", false, "JSON");
  return read?.value;
}

/** Undefined if any file is not exact base64. */
async function readFiles(written: unknown, note: Note): Promise<Map<string, FoundFile> | undefined> {
  const files = new Map<string, FoundFile>();
  for (const [address, one] of Object.entries(asObject(written))) {
    const { base64, type } = asObject(one);
    const bytes = typeof base64 === "string" ? readBase64(base64) : undefined;
    if (!bytes || typeof type !== "string") {
      note("format", false, `files.${address}`);
      return undefined;
    }
    files.set(address, { bytes, digest: await digestHex(bytes), type });
  }
  return files;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
