/** What follows for a case from its tally and its decision: category, urgency, time limit, place in the queue. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { categories } from "../../utils/policy/categories.ts";
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

export function standingOf(tally: Tally, { id, decidedCategory, proposedCategory }: Chosen): Standing {
  const category = decidedCategory ?? tally.reportedCategory;
  const { hours, urgent: urgentClass } = categories[category];
  const dueAt = hours === null ? null : new Date(tally.firstAt.getTime() + hours * 3_600_000);
  const urgent = urgentClass || tally.markedUrgent;
  return {
    category,
    urgent,
    withheld: [decidedCategory, proposedCategory].includes("PORNO_ANAK") || tally.forbidsPixels,
    dueAt,
    queueKey: queueKey({ id, urgent, dueAt, firstAt: tally.firstAt, live: tally.reports > 0 }),
  };
}

/**
 * Sorts as bytes in the order of work: the urgent lane, then the rest by time left, cases without a limit after them by
 * age, and cases whose reports were all withdrawn last. Unique by the case's id, so that it serves as a page's mark.
 */
function queueKey(of: {
  id: string;
  urgent: boolean;
  dueAt: Date | null;
  firstAt: Date;
  live: boolean;
}): string {
  const lane = of.live ? (of.urgent ? "0" : "1") : "2";
  return [lane, of.dueAt?.toISOString() ?? "9999", of.firstAt.toISOString(), of.id].join("|");
}
