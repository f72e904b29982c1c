/** The verdicts a reviewer chooses from, in the order of the chips. */

import type { Verdict } from "../../utils/contract/review.ts";

/** Of an invented case everything that there is to know is told. */
export const findings: readonly Verdict[] = ["violates", "does-not", "needs-context"];
export const verdicts: readonly Verdict[] = [...findings, "cannot-tell"];
