/** The answer for what does not exist, and for what the caller must not know to exist. */

import { fail } from "../../utils/contract/result.ts";

export function notFound() {
  return fail("not-found");
}
