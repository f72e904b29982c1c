/** Whose turn a pending case is. Apart from the filter of the queue, which the background does not load. */

import { z } from "zod";
import { limits } from "./limits.ts";

/**
 * The part of the pending cases, as one supervisor sees them: to decide, to answer a colleague's decision, or to leave to
 * others. Each pending case is in exactly one.
 */
export const caseTurn = z.enum(["decide", "confirm", "others"]);
export type CaseTurn = z.infer<typeof caseTurn>;

/** How many cases each turn has, at most `limits.countedCases` of each. */
export const turnCounts = z.record(caseTurn, z.int().min(0).max(limits.countedCases));
export type TurnCounts = z.infer<typeof turnCounts>;
