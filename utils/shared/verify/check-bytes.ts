/** Checks a file of any kind: a case export as JSON or WACZ, or a single report. */

import { packet, packetFormat } from "../contract/export.ts";
import { filesOf } from "../contract/files.ts";
import { digestHex } from "../seal/digest.ts";
import { checkInclusion } from "../seal/log-batch.ts";
import { logPath } from "./check-audit-log.ts";
import { type CaseFacts, checkCase } from "./check-case.ts";
import { checkUnlisted, type FoundFile } from "./check-files.ts";
import { type CheckOptions, checkIntakeKey } from "./check-key.ts";
import { checkReport } from "./check-report.ts";
import { checkWacz } from "./check-wacz.ts";
import { type Note, newFindings } from "./finding.ts";
import { readBase64, readCanonical } from "./strict-json.ts";
import { type FileKind, outcomeOf, reportHolds, type Verdict } from "./verdict.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Never throws because of a file's content. */
export async function checkBytes(bytes: Bytes, options: CheckOptions = {}): Promise<Verdict> {
  const { findings, note } = newFindings();
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const { kind, facts } = isZip
    ? await checkZip(bytes, options, note)
    : await checkJson(bytes, options, note);
  if (!facts) return { outcome: "unreadable", ...(kind ? { kind } : {}), reports: [], days: [], findings };
  const reports = facts.reports.map((one) => ({ ...one, holds: reportHolds(one.number, findings) }));
  return { ...facts, outcome: outcomeOf(findings), kind, reports, findings };
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
