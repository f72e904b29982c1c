/** Whose turn a pending case is. Apart from the filter of the queue, which the background does not load. */

import { z } from "zod";
import { limits } from "./limits.ts";

/**
 * Whose turn a pending case is, for one supervisor: theirs to decide, theirs to answer a colleague's decision, or
 * somebody else's. Each pending case has one.
 */
export const caseTurn = z.enum(["decide", "confirm", "others"]);
export type CaseTurn = z.infer<typeof caseTurn>;

/** How many cases each turn has, at most `limits.countedCases` of each. */
export const turnCounts = z.record(caseTurn, z.int().min(0).max(limits.countedCases));
export type TurnCounts = z.infer<typeof turnCounts>;
