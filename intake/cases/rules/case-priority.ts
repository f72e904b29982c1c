/** Derives a case's category, urgency, time limit and place in the queue from its tally and decision. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { categories, strictness } from "../../../utils/shared/policy/categories.ts";
import type { ReportSummary } from "./report-summary.ts";

export interface DerivedFields {
  category: CategoryCode;
  urgent: boolean;
  withheld: boolean;
  dueAt: Date | null;
  queueKey: string;
}

export interface ChosenCategories {
  id: string;
  decidedCategory: CategoryCode | null;
  proposedCategory: CategoryCode | null;
}

/** The tally, with the highest count on any report's page. */
export type ReportCounts = ReportSummary & { reach: number };

export function deriveFields(
  tally: ReportCounts,
  { id, decidedCategory, proposedCategory }: ChosenCategories,
): DerivedFields {
  const category = decidedCategory ?? tally.reportedCategory;
  const { hours, urgent: urgentClass } = categories[category];
  const dueAt = hours === null ? null : new Date(tally.firstAt.getTime() + hours * 3_600_000);
  const urgent = urgentClass || tally.markedUrgent;
  return {
    category,
    urgent,
    withheld: isWithheld(tally, { decidedCategory, proposedCategory }),
    dueAt,
    queueKey: queueKey({ ...tally, id, category, urgent, dueAt }),
  };
}

type Lane = Pick<ReportSummary, "forbidsPixels" | "categories">;
type Decided = Pick<ChosenCategories, "decidedCategory" | "proposedCategory">;

/**
 * Withheld if decided or proposed as child sexual abuse material, or reported only as such while undecided. A
 * report of another category stays readable beside one in the lane.
 */
function isWithheld(tally: Lane, { decidedCategory, proposedCategory }: Decided): boolean {
  if ([decidedCategory, proposedCategory].includes("PORNO_ANAK")) return true;
  const isOnly = tally.categories.every((code) => code === "PORNO_ANAK");
  return decidedCategory === null && tally.forbidsPixels && isOnly;
}

/**
 * Handling of pictures in transit: `refused` once two people decided that it is child sexual abuse material;
 * `wait` while it is reported or proposed as such and undecided.
 */
export function pixelPolicyOf(
  { forbidsPixels }: Pick<ReportSummary, "forbidsPixels">,
  { decidedCategory, proposedCategory }: Decided,
): "taken" | "wait" | "refused" {
  if (decidedCategory === "PORNO_ANAK") return "refused";
  if (proposedCategory === "PORNO_ANAK") return "wait";
  return decidedCategory === null && forbidsPixels ? "wait" : "taken";
}

interface QueueKeyParts extends ReportCounts {
  id: string;
  category: CategoryCode;
  urgent: boolean;
  dueAt: Date | null;
}

/**
 * Sorts bytewise in working order: urgent lane; hour of the time limit (none sorts last); gravest category;
 * widest reach; most voices; oldest. Cases without live reports come last.
 * Times are cut to the hour and reach to powers of two, so that later criteria matter. The case's id makes
 * the key unique, so it serves as a page cursor.
 */
function queueKey({ id, category, urgent, dueAt, firstAt, reports, reach, voices }: QueueKeyParts): string {
  const lane = reports > 0 ? (urgent ? "0" : "1") : "2";
  const hour = dueAt?.toISOString().slice(0, 13) ?? "9999";
  const severity = String(strictness.indexOf(category)).padStart(2, "0");
  const breadth = descending(Math.floor(Math.log2(reach + 1)), 2);
  return [
    lane,
    hour,
    severity,
    breadth,
    descending(Math.round(voices * 10), 6),
    firstAt.toISOString(),
    id,
  ].join("|");
}

/** Pads the complement, so that greater numbers sort first. */
function descending(value: number, digits: number): string {
  const most = 10 ** digits - 1;
  return String(most - Math.min(value, most)).padStart(digits, "0");
}

/** Shape of a page cursor. */
export const queueCursor = /^[0-2]\|[0-9T-]{4,13}\|\d\d\|\d\d\|\d{6}\|[0-9TZ:.-]+\|[0-9a-f-]{36}$/;
