/** One answer for missing records and for those that the caller must not know to exist. */

import { fail } from "../../utils/shared/contract/result.ts";

export function notFound() {
  return fail("not-found");
}
