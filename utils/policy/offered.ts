/** Which categories the form offers where an organisation uses only some of them. */

import type { CategoryCode } from "../contract/category.ts";
import { order } from "./categories.ts";

/** The no-pixels lane is always open: without it, what belongs there would be reported with pictures, as something else. */
export function isOffered(code: CategoryCode, listed: readonly CategoryCode[] | undefined): boolean {
  return code === "PORNO_ANAK" || (listed?.includes(code) ?? true);
}

/** In the order of the grid. */
export function offeredCategories(listed: readonly CategoryCode[] | undefined): CategoryCode[] {
  return order.filter((code) => isOffered(code, listed));
}
