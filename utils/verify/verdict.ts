/** What a check of a whole file says. */

import type { BatchClaims } from "../contract/custody.ts";
import type { DayFacts } from "./check-custody.ts";
import type { ReportFacts } from "./check-report.ts";
import type { Finding } from "./finding.ts";

export type FileKind = "case" | "wacz" | "packet";

export interface Verdict {
  /** `unreadable`: not a file of ours, or so broken that nothing in it can be checked. */
  outcome: "holds" | "fails" | "unreadable";
  kind?: FileKind;
  /** Thumbprint of the intake's key, as the file names it: to be compared with the one that the ministry publishes. */
  intakeKey?: string;
  exported?: { organisation: string; at: string; by: string; subject: string };
  reports: CheckedReport[];
  days: DayFacts[];
  findings: Finding[];
}

/** A report, the batch that sealed its entry in the log, and whether everything about it holds. */
export interface CheckedReport extends ReportFacts {
  batch?: BatchClaims | undefined;
  holds: boolean;
}

export function outcomeOf(findings: readonly Finding[]): "holds" | "fails" {
  return findings.some(({ holds }) => holds === false) ? "fails" : "holds";
}

/** Everything that names a report begins with its number. */
export function reportHolds(number: string, findings: readonly Finding[]): boolean {
  return !findings.some(({ holds, path }) => holds === false && path.startsWith(number));
}
