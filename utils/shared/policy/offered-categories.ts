/** The categories in the form, if an organisation uses only some. */

import type { CategoryCode } from "../contract/category.ts";
import { order } from "./categories.ts";

/**
 * The no-pixels lane is always available. Otherwise such content would be reported with pictures under another
 * category.
 */
export function isCategoryOffered(code: CategoryCode, listed: readonly CategoryCode[] | undefined): boolean {
  return code === "PORNO_ANAK" || (listed?.includes(code) ?? true);
}

/** In the order of the grid. */
export function offeredCategories(listed: readonly CategoryCode[] | undefined): CategoryCode[] {
  return order.filter((code) => isCategoryOffered(code, listed));
}
