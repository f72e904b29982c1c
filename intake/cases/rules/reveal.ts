/** Decides who may see the original of a case's file. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
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
}

/** Adult material and possible child sexual abuse material are for supervisors only. */
export function checkReveal({ withheld, role, categories: named }: RevealFacts): Result<undefined> {
  if (withheld) return fail("evidence-withheld");
  const isGrave = named.some((code) => code === "PORNO_ANAK" || categories[code].capture === "C2");
  return isGrave && role !== "supervisor"
    ? fail("role-forbidden", "adult material is for supervisors")
    : ok(undefined);
}
