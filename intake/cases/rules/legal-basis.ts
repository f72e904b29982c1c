/** Checks that a request rests on law in force: rule 5 of the design, the narrow request. */

import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isActionAllowed } from "../../../utils/shared/policy/categories.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { basesInForce } from "../../../utils/shared/policy/legal-bases.ts";

export interface RequestedAction {
  category: CategoryCode;
  action: ActionCode;
  basis: readonly string[];
}

/**
 * Problems: `action-not-allowed` if the category does not allow the action; `basis-not-in-force` if a basis
 * does not belong to the category on that day, or none is named although there are some.
 */
export function checkLegalBasis(
  { category, action, basis }: RequestedAction,
  instant: string,
  version = policyVersion,
): Result<undefined> {
  // A newer policy version may contain more than this intake, which will be updated.
  const retry = version > policyVersion ? "later" : "never";
  if (!isActionAllowed(category, action)) return fail("action-not-allowed", `${category} ${action}`, retry);
  const inForce = basesInForce(category, instant).map(({ id }) => id);
  const wrong = basis.find((id) => !inForce.includes(id));
  if (wrong !== undefined) return fail("basis-not-in-force", `${wrong} on ${instant}`, retry);
  if (basis.length === 0 && inForce.length > 0)
    return fail("basis-not-in-force", `none named on ${instant}`, retry);
  return ok(undefined);
}
