/** One's own reports: what this device holds and what the intake says became of them, as one list. */

import type { OutboxRow } from "../contract/outbox.ts";
import type { OwnReport } from "../contract/own-report.ts";

export interface OwnRow {
  reportId: string;
  number: string;
  subject: string;
  category: OutboxRow["category"];
  at: string;
  /** Absent when the report was made on another device. */
  outbox?: OutboxRow;
  /** Absent while the intake has not told. */
  intake?: OwnReport;
}

/** Newest first. */
export function joinOwn(outbox: readonly OutboxRow[], intake: readonly OwnReport[]): OwnRow[] {
  const rows = new Map<string, OwnRow>();
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

/** Where a report stands on its way: the device knows best, and the intake knows of withdrawals elsewhere. */
export function ownState(row: OwnRow): OutboxRow["state"] {
  if (row.intake?.withdrawnAt !== undefined) return "withdrawn";
  return row.outbox?.state ?? "sent";
}
