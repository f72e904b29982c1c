/**
 * Checks that an approval names everything to be examined: the category's elements and the exceptions that
 * protect speech.
 */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { groundsOf } from "../../../utils/shared/policy/elements.ts";

export interface CheckedGrounds {
  category: CategoryCode;
  elements: readonly string[];
  exceptions: readonly string[];
}

/** Problems: `elements-missing` or `exceptions-unchecked` unless exactly the category's are named. */
export function checkGrounds({ category, elements, exceptions }: CheckedGrounds): Result<undefined> {
  const needed = groundsOf(category);
  const wrongElement = firstWrong(needed.elements, elements);
  if (wrongElement !== undefined) return fail("elements-missing", wrongElement);
  const wrongException = firstWrong(needed.exceptions, exceptions);
  return wrongException === undefined ? ok(undefined) : fail("exceptions-unchecked", wrongException);
}

/** Returns an id that is missing or does not belong. */
function firstWrong(needed: readonly string[], named: readonly string[]): string | undefined {
  return needed.find((id) => !named.includes(id)) ?? named.find((id) => !needed.includes(id));
}
