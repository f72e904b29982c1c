/** The result of checking a whole file. */

import type { BatchClaims } from "../contract/audit-log.ts";
import type { DayFacts } from "./check-audit-log.ts";
import type { ReportFacts } from "./check-report.ts";
import type { Finding } from "./finding.ts";

export type FileKind = "case" | "wacz" | "packet";

export interface Verdict {
  /** `unreadable`: not one of our files, or too damaged to check. */
  outcome: "holds" | "fails" | "unreadable";
  kind?: FileKind;
  /** Thumbprint of the intake's key in the file, to compare with the one that the ministry publishes. */
  intakeKey?: string;
  exported?: {
    organisation: string;
    at: string;
    by: string;
    subject: string;
    /** The newest entry of the case's own log. */
    head?: { entry: number; at: string };
  };
  reports: CheckedReport[];
  days: DayFacts[];
  findings: Finding[];
}

/** A report, the batch that sealed its log entry, and whether all its checks hold. */
export interface CheckedReport extends ReportFacts {
  batch?: BatchClaims | undefined;
  /** The finished day whose list has the batch. */
  day?: DayFacts | undefined;
  holds: boolean;
}

export function outcomeOf(findings: readonly Finding[]): "holds" | "fails" {
  return findings.some(({ holds }) => holds === false) ? "fails" : "holds";
}

/** All paths that concern a report start with its number. */
export function reportHolds(number: string, findings: readonly Finding[]): boolean {
  return !findings.some(({ holds, path }) => holds === false && path.startsWith(number));
}
