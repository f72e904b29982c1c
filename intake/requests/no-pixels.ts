/** Whether a request is of the no-pixels lane. */

import type { CategoryCode } from "../../utils/contract/category.ts";

/** `withheld`: of the case; whatever was asked about it, nothing of it is quoted or shown. */
export function isNoPixels(category: CategoryCode, withheld: boolean): boolean {
  return withheld || category === "PORNO_ANAK";
}
