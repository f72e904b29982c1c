/** Tally of a case's live reports: numbers, gravest category, and the newest description. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { strictest } from "../../../utils/shared/policy/categories.ts";
import { permalinkOf } from "./subject-names.ts";

export interface ReportSummary {
  reports: number;
  reporters: number;
  reportedCategory: CategoryCode;
  /** Distinct categories of all live reports. */
  categories: CategoryCode[];
  markedUrgent: boolean;
  /** A live report is in the no-pixels lane. */
  forbidsPixels: boolean;
  /** Earliest report by anyone who still has a live report. Withdrawn ones count, or reporting again would restart the clock. */
  firstAt: Date;
  lastAt: Date;
  permalink: string | null;
  author: string | null;
  title: string | null;
  excerpt: string | null;
  /** Sum over independent voices of their highest weight; ten reports of one unit are one voice. */
  voices: number;
}

export interface CountedReport {
  personId: string;
  /** Null for a person without a unit, who is a voice of their own. */
  unitId: string | null;
  /** The person's weight at that time; see `utils/shared/policy/reporter-reliability.ts`. */
  weight: number;
  category: CategoryCode;
  urgent: boolean;
  receivedAt: Date;
  permalink: string | null;
  author: string | null;
  title: string | null;
  excerpt: string | null;
}

export function stricter(one: CategoryCode, other: CategoryCode): CategoryCode {
  return strictest([one, other]) ?? one;
}

/** Facts about the sender's earlier live reports in the case. */
export interface PriorVoice {
  /** The person has no other live report in the case. */
  newReporter: boolean;
  /** The highest weight of the same voice; 0 without one. */
  weight: number;
  /** When the person first reported the case, also if that report is withdrawn. */
  firstAt?: Date | undefined;
}

/** The voice of a report: the unit, or the person without a unit. */
export function voiceKey({ unitId, personId }: Pick<CountedReport, "unitId" | "personId">): string {
  return unitId ?? personId;
}

/** Adds a report, which must be the newest. */
export function addReport(
  tally: ReportSummary | undefined,
  report: CountedReport,
  heard: PriorVoice,
): ReportSummary {
  const { permalink, author, title, excerpt } = report;
  const firstAt = [tally?.firstAt, heard.firstAt, report.receivedAt].flatMap((at) => at?.getTime() ?? []);
  return {
    reports: (tally?.reports ?? 0) + 1,
    reporters: (tally?.reporters ?? 0) + (heard.newReporter ? 1 : 0),
    reportedCategory: tally ? stricter(tally.reportedCategory, report.category) : report.category,
    categories: [...new Set([...(tally?.categories ?? []), report.category])],
    markedUrgent: (tally?.markedUrgent ?? false) || report.urgent,
    forbidsPixels: (tally?.forbidsPixels ?? false) || report.category === "PORNO_ANAK",
    firstAt: new Date(Math.min(...firstAt)),
    lastAt: report.receivedAt,
    permalink: permalink ?? tally?.permalink ?? null,
    author: author ?? tally?.author ?? null,
    title: title ?? tally?.title ?? null,
    excerpt: excerpt ?? tally?.excerpt ?? null,
    voices: roundToThousandths((tally?.voices ?? 0) + Math.max(0, report.weight - heard.weight)),
  };
}

/** Weights are thousandths; rounding keeps repeated sums exact. */
function roundToThousandths(sum: number): number {
  return Math.round(sum * 1000) / 1000;
}

/** `reports` must be sorted, oldest first. Of withdrawn ones only the time counts. Returns undefined if none is live. */
export function summariseReports(
  reports: readonly (CountedReport & { withdrawnAt?: Date | null })[],
): ReportSummary | undefined {
  const people = new Set<string>();
  const voices = new Map<string, number>();
  const firstAt = new Map<string, Date>();
  let tally: ReportSummary | undefined;
  for (const report of reports) {
    const { personId, receivedAt, withdrawnAt } = report;
    if (!firstAt.has(personId)) firstAt.set(personId, receivedAt);
    if (withdrawnAt) continue;
    const voice = voiceKey(report);
    const weight = voices.get(voice) ?? 0;
    tally = addReport(tally, report, {
      newReporter: !people.has(personId),
      weight,
      firstAt: firstAt.get(personId),
    });
    people.add(personId);
    voices.set(voice, Math.max(weight, report.weight));
  }
  return tally;
}

/** Tally after all reports were withdrawn; keeps the last description. */
export function withoutReports<T extends ReportSummary>(tally: T): T {
  return { ...tally, reports: 0, reporters: 0, categories: [], voices: 0, markedUrgent: false };
}

export const excerptChars = 200;

/** Parts of a report that its case shows. */
export type ShownFields = Pick<CountedReport, "permalink" | "author" | "title" | "excerpt">;

export const noShownFields: ShownFields = { permalink: null, author: null, title: null, excerpt: null };

export function shownFields({ subject, fields }: Pick<Evidence, "subject" | "fields">): ShownFields {
  return {
    permalink: permalinkOf({ subject, fields }) ?? null,
    author: fields.authorName?.value ?? fields.authorHandle?.value ?? null,
    title: fields.title?.value ?? null,
    // By code points, so that no emoji is cut in two.
    excerpt: fields.text
      ? [...fields.text.value.slice(0, 2 * excerptChars)].slice(0, excerptChars).join("")
      : null,
  };
}
