/** One's own reports, combined from this device's outbox and the intake's outcomes. */

import type { OutboxRow } from "../../shared/contract/outbox.ts";
import type { OwnReport, OwnReportState } from "../../shared/contract/own-report.ts";

/** Days in the user's time zone, both inclusive. */
export interface OwnReportFilter {
  state?: OwnReportState;
  q?: string;
  from?: string;
  to?: string;
}

export interface JoinedReport {
  reportId: string;
  number: string;
  subject: string;
  category: OutboxRow["category"];
  at: string;
  /** Absent if the report was made on another device. */
  outbox?: OutboxRow;
  /** Absent if the intake has not sent it yet. */
  intake?: OwnReport;
}

/** Newest first. */
export function joinOwnReports(outbox: readonly OutboxRow[], intake: readonly OwnReport[]): JoinedReport[] {
  const rows = new Map<string, JoinedReport>();
  for (const row of outbox) {
    const { reportId, number, subject, category, savedAt } = row;
    rows.set(reportId, { reportId, number, subject, category, at: savedAt, outbox: row });
  }
  for (const report of intake) {
    const known = rows.get(report.id);
    if (known) known.intake = report;
    else {
      const { id, number, subject, category, at } = report;
      rows.set(id, { reportId: id, number, subject, category, at, intake: report });
    }
  }
  return [...rows.values()].sort((a, b) => b.at.localeCompare(a.at));
}

/** The device's state is the most precise; the intake adds withdrawals made elsewhere. */
export function ownReportState(row: JoinedReport): OutboxRow["state"] {
  if (row.intake?.withdrawnAt !== undefined) return "withdrawn";
  return row.outbox?.state ?? "sent";
}
