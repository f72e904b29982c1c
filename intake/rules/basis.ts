/** Whether what is asked for stands on law that was in force: the narrow request of the design's rule 5. */

import type { ActionCode, CategoryCode } from "../../utils/contract/category.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { basesInForce } from "../../utils/policy/bases.ts";
import { isActionAllowed } from "../../utils/policy/categories.ts";
import { policyVersion } from "../../utils/policy/version.ts";

export interface Asked {
  category: CategoryCode;
  action: ActionCode;
  basis: readonly string[];
}

/**
 * `action-not-allowed` for an action that the category does not know; `basis-not-in-force` for a basis that is not the
 * category's on the instant's day, and for none where there are some.
 */
export function checkAsked(
  { category, action, basis }: Asked,
  instant: string,
  version = policyVersion,
): Result<undefined> {
  // A newer edition of the policy may know more than this intake, which will be brought up to date.
  const retry = version > policyVersion ? "later" : "never";
  if (!isActionAllowed(category, action)) return fail("action-not-allowed", `${category} ${action}`, retry);
  const inForce = basesInForce(category, instant).map(({ id }) => id);
  const wrong = basis.find((id) => !inForce.includes(id));
  if (wrong !== undefined) return fail("basis-not-in-force", `${wrong} on ${instant}`, retry);
  if (basis.length === 0 && inForce.length > 0)
    return fail("basis-not-in-force", `none named on ${instant}`, retry);
  return ok(undefined);
}
