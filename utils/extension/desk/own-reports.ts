/** One's own reports, combined from this device's outbox and the intake's outcomes. */

import type { ListedRow, OutboxRow } from "../../shared/contract/outbox.ts";
import type { OwnReport, OwnReportState } from "../../shared/contract/own-report.ts";
import type { ReportedPost } from "../../shared/contract/reported-post.ts";

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
  /** Absent if neither the intake nor the device may show it. */
  post?: ReportedPost | undefined;
  /** Absent if the report was made on another device. */
  outbox?: ListedRow;
  /** Absent if the intake has not sent it yet. */
  intake?: OwnReport;
}

/** The loaded part of the intake's list. */
export interface LoadedReports {
  /** Newest first, without a gap. */
  rows: readonly OwnReport[];
  /** Reports with a question to the person; some are older than all rows. */
  asked: readonly OwnReport[];
  /** There are older rows. */
  more: boolean;
}

/** Maximum number of finished reports that only this device names. */
const maxUnlisted = 100;

/**
 * Newest first. The outbox keeps finished reports for ever, so of those that the intake does not list, only the newest
 * are taken, and none that is older than the intake's rows while there are more. `active`: reports that were not
 * finished at some time since the list was opened, with their posts as they were then. They are always taken.
 */
export function joinOwnReports(
  outbox: readonly ListedRow[],
  { rows: page, asked, more }: LoadedReports,
  active: ReadonlyMap<string, ReportedPost | undefined>,
): JoinedReport[] {
  const intake = new Map([...asked, ...page].map((report) => [report.id, report]));
  const oldest = more ? (page.at(-1)?.at ?? "") : "";
  const isTaken = ({ reportId }: ListedRow) => intake.has(reportId) || active.has(reportId);
  const unlisted = outbox.filter((row) => !isTaken(row) && row.savedAt >= oldest).slice(0, maxUnlisted);
  const joined = new Map<string, JoinedReport>();
  for (const row of [...outbox.filter(isTaken), ...unlisted]) {
    const { reportId, number, subject, category, savedAt, post } = row;
    joined.set(reportId, {
      reportId,
      number,
      subject,
      category,
      at: savedAt,
      post: active.get(reportId) ?? post,
      outbox: row,
    });
  }
  for (const report of intake.values()) {
    const { id, number, subject, category, at, post } = report;
    const listed = joined.get(id) ?? { reportId: id, number, subject, category, at };
    joined.set(id, { ...listed, post, intake: report });
  }
  return [...joined.values()].sort((a, b) => b.at.localeCompare(a.at));
}

/**
 * The device's state is the most precise. The intake adds withdrawals made elsewhere, and reports whose receipt never
 * arrived. A report that it has did not fail, although its files may have.
 */
export function ownReportState({ intake, outbox }: JoinedReport): OutboxRow["state"] {
  if (intake?.withdrawnAt !== undefined) return "withdrawn";
  const state = outbox?.state ?? "sent";
  return (intake || outbox?.received) && /failed|undone/.test(state) ? "sent" : state;
}
