/** What a case's live reports amount to together: how many, by how many people, how grave, and what the newest shows. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { strictness } from "../../utils/policy/categories.ts";

export interface Tally {
  reports: number;
  reporters: number;
  reportedCategory: CategoryCode;
  markedUrgent: boolean;
  /** A live report is in the no-pixels lane: then nothing that any report shows may be read. */
  forbidsPixels: boolean;
  firstAt: Date;
  lastAt: Date;
  permalink: string | null;
  author: string | null;
  title: string | null;
  excerpt: string | null;
}

/** What one report adds. */
export interface Counted {
  personId: string;
  category: CategoryCode;
  urgent: boolean;
  receivedAt: Date;
  permalink: string | null;
  author: string | null;
  title: string | null;
  excerpt: string | null;
}

export function stricter(one: CategoryCode, other: CategoryCode): CategoryCode {
  return strictness.indexOf(one) <= strictness.indexOf(other) ? one : other;
}

/** Adds the newest report; `newReporter`: its person has no other live report in the case. */
export function addReport(tally: Tally | undefined, report: Counted, newReporter: boolean): Tally {
  const { permalink, author, title, excerpt } = report;
  return {
    reports: (tally?.reports ?? 0) + 1,
    reporters: (tally?.reporters ?? 0) + (newReporter ? 1 : 0),
    reportedCategory: tally ? stricter(tally.reportedCategory, report.category) : report.category,
    markedUrgent: (tally?.markedUrgent ?? false) || report.urgent,
    forbidsPixels: (tally?.forbidsPixels ?? false) || report.category === "PORNO_ANAK",
    firstAt: tally?.firstAt ?? report.receivedAt,
    lastAt: report.receivedAt,
    permalink: permalink ?? tally?.permalink ?? null,
    author: author ?? tally?.author ?? null,
    title: title ?? tally?.title ?? null,
    excerpt: excerpt ?? tally?.excerpt ?? null,
  };
}

/** The tally of live reports, oldest first; undefined when none is left. */
export function tallyOf(reports: readonly Counted[]): Tally | undefined {
  const people = new Set<string>();
  let tally: Tally | undefined;
  for (const report of reports) {
    tally = addReport(tally, report, !people.has(report.personId));
    people.add(report.personId);
  }
  return tally;
}

/** All reports were withdrawn: the case stays, says so, and keeps what its last report was about. */
export function emptied<T extends Tally>(tally: T): T {
  return { ...tally, reports: 0, reporters: 0, markedUrgent: false };
}
