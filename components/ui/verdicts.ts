/** The verdicts that a reviewer can choose, in display order. */

import type { Verdict } from "../../utils/shared/contract/review.ts";

/** Invented cases offer no "cannot tell": they contain all the facts. */
export const findings: readonly Verdict[] = ["violates", "does-not", "needs-context"];
export const verdicts: readonly Verdict[] = [...findings, "cannot-tell"];
