/** Decides who may see the original of a case's file. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { RevealReason } from "../../../utils/shared/contract/decision-grounds.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";

/** Repeated views by one person within this time count as one. */
export const revealLogIntervalMs = 3_600_000;

export interface RevealFacts {
  withheld: boolean;
  role: Role;
  /** Every category ever named for the case, including in withdrawn reports and refused decisions. */
  categories: readonly CategoryCode[];
  /** Only panelists need one. */
  reason?: RevealReason | undefined;
  /** The person may vote on the case now. */
  votes: boolean;
}

/**
 * Adult material is for supervisors, and with a reason for panelists while they vote on it. Possible child sexual
 * abuse material is for supervisors only.
 */
export function checkReveal(facts: RevealFacts): Result<undefined> {
  const { withheld, role, categories: named, reason, votes } = facts;
  if (withheld) return fail("evidence-withheld");
  const isLane = named.includes("PORNO_ANAK");
  const isAdult = named.some((code) => categories[code].capture === "C2");
  if (role === "supervisor" || !(isLane || isAdult)) return ok(undefined);
  if (isLane || role !== "panelist" || !votes)
    return fail("role-forbidden", "adult material is for supervisors, and for panelists who vote on it");
  return reason === undefined ? fail("reason-needed") : ok(undefined);
}
