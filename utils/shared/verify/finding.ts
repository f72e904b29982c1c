/** Findings of a check: the name, whether it holds, and where. */

export const findingCodes = [
  // The file
  "format",
  "export-signature",
  "intake-key",
  // A WACZ around it
  "zip",
  "resource",
  "package",
  "package-key",
  "warc",
  "index",
  // Its head
  "case",
  // Each report
  "seal",
  "evidence",
  "left-out",
  "file",
  "seal-key",
  "receipt",
  "receipt-report",
  "receipt-log",
  "withdrawal",
  // The log and its seals
  "log",
  "inclusion",
  "sealed",
  "day",
  "timestamp",
  "anchor",
  "anchor-block",
  // Acts of people
  "decision",
  "review",
  // Requests and their results
  "letter",
  "letter-event",
  "answer",
  "outcome-check",
  "objection",
  // Referrals and watched posts
  "referral",
  "referral-event",
  "referral-answer",
  "look",
  "complete",
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  code: FindingCode;
  /** `unknown`: no contradiction, but this file cannot prove it. */
  holds: boolean | "unknown";
  /** For example `LK-7F3K2-9QX4M fields.text`, `archive/data.warc.gz`, `log … entry 4`. Empty: the whole file. */
  path: string;
  /** Values for the placeholders of its sentence. */
  values: Record<string, string | number>;
}

export type Note = (
  code: FindingCode,
  holds: Finding["holds"],
  path: string,
  values?: Finding["values"],
) => void;

/** Returns a list and the function that adds to it. */
export function newFindings(): { findings: Finding[]; note: Note } {
  const findings: Finding[] = [];
  return {
    findings,
    note: (code, holds, path, values = {}) => findings.push({ code, holds, path, values }),
  };
}
