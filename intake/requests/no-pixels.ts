/** Tells whether a request is in the no-pixels lane. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";

/** `withheld` is the case's: its content is not quoted or shown, whatever the request's category. */
export function isNoPixels(category: CategoryCode, withheld: boolean): boolean {
  return withheld || category === "PORNO_ANAK";
}
