/** What follows for a case from its tally and its decision: category, urgency, time limit, place in the queue. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { categories, strictness } from "../../utils/policy/categories.ts";
import type { Tally } from "./tally.ts";

export interface Standing {
  category: CategoryCode;
  urgent: boolean;
  withheld: boolean;
  dueAt: Date | null;
  queueKey: string;
}

export interface Chosen {
  id: string;
  decidedCategory: CategoryCode | null;
  proposedCategory: CategoryCode | null;
}

/** The tally, and the highest count that a report's page showed. */
export type Counts = Tally & { reach: number };

export function standingOf(tally: Counts, { id, decidedCategory, proposedCategory }: Chosen): Standing {
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

type Lane = Pick<Tally, "forbidsPixels" | "categories">;
type Decided = Pick<Chosen, "decidedCategory" | "proposedCategory">;

/**
 * Nothing that the case shows may be read: decided or proposed to be child sexual abuse material, or reported as nothing
 * else while undecided. A report of another category stays readable beside one in the lane.
 */
function isWithheld(tally: Lane, { decidedCategory, proposedCategory }: Decided): boolean {
  if ([decidedCategory, proposedCategory].includes("PORNO_ANAK")) return true;
  const isOnly = tally.categories.every((code) => code === "PORNO_ANAK");
  return decidedCategory === null && tally.forbidsPixels && isOnly;
}

/**
 * Pictures in transit: `refused` for good once two people decided that it is child sexual abuse material, `wait` while
 * somebody says so and nobody has decided.
 */
export function pixelsOf(
  { forbidsPixels }: Pick<Tally, "forbidsPixels">,
  { decidedCategory, proposedCategory }: Decided,
): "taken" | "wait" | "refused" {
  if (decidedCategory === "PORNO_ANAK") return "refused";
  if (proposedCategory === "PORNO_ANAK") return "wait";
  return decidedCategory === null && forbidsPixels ? "wait" : "taken";
}

interface Place extends Counts {
  id: string;
  category: CategoryCode;
  urgent: boolean;
  dueAt: Date | null;
}

/**
 * Sorts as bytes in the order of work: the urgent lane, then by the hour in which the limit ends (no limit after all
 * limits), then the gravest category, the widest reach, the most voices, the oldest; cases whose reports were all
 * withdrawn come last. An hour, because to the second nothing after the clock would ever count; reach by powers of two
 * for the same reason. Unique by the case's id, so that it serves as a page's mark.
 */
function queueKey({ id, category, urgent, dueAt, firstAt, reports, reach, voices }: Place): string {
  const lane = reports > 0 ? (urgent ? "0" : "1") : "2";
  const hour = dueAt?.toISOString().slice(0, 13) ?? "9999";
  const severity = String(strictness.indexOf(category)).padStart(2, "0");
  const breadth = mostFirst(Math.floor(Math.log2(reach + 1)), 2);
  return [
    lane,
    hour,
    severity,
    breadth,
    mostFirst(Math.round(voices * 10), 6),
    firstAt.toISOString(),
    id,
  ].join("|");
}

/** So many digits that the greater number sorts before the smaller one. */
function mostFirst(value: number, digits: number): string {
  const most = 10 ** digits - 1;
  return String(most - Math.min(value, most)).padStart(digits, "0");
}

/** What a page's mark looks like. */
export const queueMark = /^[0-2]\|[0-9T-]{4,13}\|\d\d\|\d\d\|\d{6}\|[0-9TZ:.-]+\|[0-9a-f-]{36}$/;
