/** What a case's live reports amount to together: how many, by how many people, how grave, and what the newest shows. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { strictest } from "../../utils/policy/categories.ts";

export interface Tally {
  reports: number;
  reporters: number;
  reportedCategory: CategoryCode;
  /** Of all live reports, each once. */
  categories: CategoryCode[];
  markedUrgent: boolean;
  /** A live report is in the no-pixels lane: then nothing that any report shows may be read. */
  forbidsPixels: boolean;
  firstAt: Date;
  lastAt: Date;
  permalink: string | null;
  author: string | null;
  title: string | null;
  excerpt: string | null;
  /** Independent voices: of each the highest weight, summed; ten reports by one unit are one voice. */
  voices: number;
}

/** What one report adds. */
export interface Counted {
  personId: string;
  /** Null: the person is of none, and a voice of their own. */
  unitId: string | null;
  /** How reliable the person was; see `utils/policy/wilson.ts`. */
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

/** What a case's live reports say already about who sends another one. */
export interface Heard {
  /** The person has no other live report in the case. */
  newReporter: boolean;
  /** The highest weight of the same voice, 0 when it was not heard. */
  weight: number;
}

/** Whose voice a report is: the unit's, or that of a person without one. */
export function voiceOf({ unitId, personId }: Pick<Counted, "unitId" | "personId">): string {
  return unitId ?? personId;
}

/** Adds the newest report. */
export function addReport(tally: Tally | undefined, report: Counted, heard: Heard): Tally {
  const { permalink, author, title, excerpt } = report;
  return {
    reports: (tally?.reports ?? 0) + 1,
    reporters: (tally?.reporters ?? 0) + (heard.newReporter ? 1 : 0),
    reportedCategory: tally ? stricter(tally.reportedCategory, report.category) : report.category,
    categories: [...new Set([...(tally?.categories ?? []), report.category])],
    markedUrgent: (tally?.markedUrgent ?? false) || report.urgent,
    forbidsPixels: (tally?.forbidsPixels ?? false) || report.category === "PORNO_ANAK",
    firstAt: tally?.firstAt ?? report.receivedAt,
    lastAt: report.receivedAt,
    permalink: permalink ?? tally?.permalink ?? null,
    author: author ?? tally?.author ?? null,
    title: title ?? tally?.title ?? null,
    excerpt: excerpt ?? tally?.excerpt ?? null,
    voices: thousandths((tally?.voices ?? 0) + Math.max(0, report.weight - heard.weight)),
  };
}

/** Weights are thousandths: rounding keeps a sum that was added to a thousand times exact. */
function thousandths(sum: number): number {
  return Math.round(sum * 1000) / 1000;
}

/** The tally of live reports, oldest first; undefined when none is left. */
export function tallyOf(reports: readonly Counted[]): Tally | undefined {
  const people = new Set<string>();
  const voices = new Map<string, number>();
  let tally: Tally | undefined;
  for (const report of reports) {
    const voice = voiceOf(report);
    const weight = voices.get(voice) ?? 0;
    tally = addReport(tally, report, { newReporter: !people.has(report.personId), weight });
    people.add(report.personId);
    voices.set(voice, Math.max(weight, report.weight));
  }
  return tally;
}

/** All reports were withdrawn: the case stays, says so, and keeps what its last report was about. */
export function emptied<T extends Tally>(tally: T): T {
  return { ...tally, reports: 0, reporters: 0, categories: [], voices: 0, markedUrgent: false };
}
