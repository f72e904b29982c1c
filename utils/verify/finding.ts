/** What a check found: each thing by its name, whether it holds, and where. */

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
  // The log and what seals it
  "log",
  "inclusion",
  "sealed",
  "day",
  "timestamp",
  // What people did
  "decision",
  "review",
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface Finding {
  code: FindingCode;
  /** `unknown`: nothing contradicts it, and this file cannot show it. */
  holds: boolean | "unknown";
  /** Such as `LK-7F3K2-9QX4M fields.text`, `archive/data.warc.gz`, `log … entry 4`; empty: the whole file. */
  path: string;
  /** For the holes of its sentence. */
  values: Record<string, string | number>;
}

export type Note = (
  code: FindingCode,
  holds: Finding["holds"],
  path: string,
  values?: Finding["values"],
) => void;

/** A list, and the function that adds to it. */
export function newFindings(): { findings: Finding[]; note: Note } {
  const findings: Finding[] = [];
  return {
    findings,
    note: (code, holds, path, values = {}) => findings.push({ code, holds, path, values }),
  };
}
