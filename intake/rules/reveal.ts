/** Who may see a file of a case as it was sealed. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";
import { categories } from "../../utils/policy/categories.ts";

/** A look within this long after the last one by the same person is the same look. */
export const sameLookMs = 3_600_000;

export interface RevealFacts {
  withheld: boolean;
  role: Role;
  /** Every category that anybody named for the case, withdrawn or refused ones too. */
  named: readonly CategoryCode[];
}

/** Adult material, and what may be child sexual abuse material, is for those who decide on it. */
export function checkReveal({ withheld, role, named }: RevealFacts): Result<undefined> {
  if (withheld) return fail("evidence-withheld");
  const isGrave = named.some((code) => code === "PORNO_ANAK" || categories[code].capture === "C2");
  return isGrave && role !== "supervisor"
    ? fail("role-forbidden", "adult material is for supervisors")
    : ok(undefined);
}
