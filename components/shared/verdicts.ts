/** The verdicts a reviewer chooses from, in the order of the chips. */

import type { Verdict } from "../../utils/contract/review.ts";

export const verdicts: readonly Verdict[] = ["violates", "does-not", "needs-context"];
