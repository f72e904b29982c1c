/** Checks one report: its seal, evidence, files and receipt. */

import type { ReceiptClaims } from "../contract/audit-log.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Manifest } from "../contract/evidence-manifest.ts";
import { filesOf } from "../contract/files.ts";
import type { Report } from "../contract/report.ts";
import { differences } from "../seal/check-seal.ts";
import { digestJson, thumbprintOf } from "../seal/digest.ts";
import { deletedSalt } from "../seal/evidence-manifest.ts";
import { checkReceipt } from "../seal/receipt.ts";
import { receiptNumberOf } from "../seal/receipt-number.ts";
import { openSeal } from "../seal/seal.ts";
import { checkFiles, type FileFacts, type FoundFile } from "./check-files.ts";
import type { Note } from "./finding.ts";

export interface ReportCheck {
  report: Report;
  receipt: string;
  intakeKey: PublicKey;
  files: ReadonlyMap<string, FoundFile>;
  /** The export's statements beside the receipt. */
  said?: { by: string; receivedAt: string };
  /** Contents were left out on purpose. The remaining parts must match the seal. */
  leftOut?: "deleted" | "withheld" | undefined;
}

/** Facts about a report, as far as its signatures are valid. */
export interface ReportFacts {
  number: string;
  report: Report;
  files: FileFacts[];
  leftOut?: "deleted" | "withheld" | undefined;
  /** Signed by the device. */
  sealed?: Manifest | undefined;
  /** Signed by the intake. */
  receipt?: ReceiptClaims | undefined;
  /** Thumbprint of the sealing key. */
  sealKey?: string | undefined;
}

export async function checkReport(check: ReportCheck, note: Note): Promise<ReportFacts> {
  const { report, leftOut } = check;
  const number = receiptNumberOf(report.id);
  const seal = report.seal === undefined ? undefined : await openSeal(report.seal);
  const opened = seal?.ok ? seal.value : undefined;
  const broken = seal && !seal.ok ? (seal.problem.detail ?? "") : "none";
  note("seal", opened !== undefined, number, { part: broken });
  const sealKey = opened && (await thumbprintOf(opened.publicKey));
  if (opened) await checkEvidence(check, opened.manifest, number, note);
  const files = checkFiles(filesOf(report.evidence), check.files, { number, leftOut, note });
  const receipt = await checkClaims(check, number, note);
  if (receipt && opened) {
    const manifestDigest = await digestJson(opened.manifest);
    note("receipt-report", receipt.manifestDigest === manifestDigest, `${number} manifest`, {
      part: "manifest",
    });
    const names = receipt.sealKey === sealKey;
    const by = receipt.sealedBy?.name ?? "";
    note("seal-key", names && (receipt.sealedBy ? true : "unknown"), number, {
      name: by,
      key: sealKey ?? "",
    });
  }
  return { number, report, files, leftOut, sealed: opened?.manifest, receipt, sealKey };
}

/** Names each part that differs. Parts left out on purpose cannot be compared and are noted. */
async function checkEvidence(
  { report, leftOut }: ReportCheck,
  sealed: Manifest,
  number: string,
  note: Note,
): Promise<void> {
  const { evidence } = report;
  // Deletion removes the salt too, without which no field's digest can be calculated.
  const unsalted = leftOut === "deleted" && evidence.salt === deletedSalt;
  const isAbsent = (path: string) =>
    path === "page" ? evidence.page === undefined : absentField(path, unsalted ? {} : evidence.fields);
  const different = await differences(evidence, sealed);
  const absent = leftOut ? different.filter(isAbsent) : [];
  if (leftOut) note("left-out", "unknown", number, { why: leftOut, parts: absent.join(", ") });
  const altered = different.filter((path) => !absent.includes(path));
  for (const path of altered) note("evidence", false, `${number} ${path}`, { part: path });
  if (altered.length === 0) note("evidence", true, number);
}

function absentField(path: string, fields: object): boolean {
  const name = /^fields\.(\w+)$/.exec(path)?.[1];
  return name !== undefined && !(name in fields);
}

async function checkClaims(
  { report, receipt, intakeKey, said, leftOut }: ReportCheck,
  number: string,
  note: Note,
): Promise<ReceiptClaims | undefined> {
  const opened = await checkReceipt(receipt, intakeKey);
  note("receipt", opened.ok, number, { part: opened.ok ? "" : (opened.problem.detail ?? "") });
  if (!opened.ok) return undefined;
  const claims = opened.value;
  const says: [string, unknown, unknown][] = [
    ["id", claims.reportId, report.id],
    ["number", claims.number, number],
    ...(said
      ? ([
          ["by", claims.handedInBy.name, said.by],
          ["receivedAt", claims.receivedAt, said.receivedAt],
        ] satisfies [string, unknown, unknown][])
      : []),
    ...(leftOut
      ? []
      : [["report", claims.reportDigest, await digestJson(report)] satisfies [string, unknown, unknown]]),
  ];
  const wrong = says.filter(([, claimed, found]) => claimed !== found);
  for (const [part] of wrong) note("receipt-report", false, `${number} ${part}`, { part });
  if (wrong.length === 0) note("receipt-report", true, number);
  return claims;
}
