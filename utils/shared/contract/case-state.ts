/** The state of a case, from its first report to its final decision, and whose turn it is while it is pending. */

import { z } from "zod";

/**
 * `proposed`: decided by one supervisor, not yet confirmed. `panel`: the second supervisor refused and a panel
 * decides. `escalated`: referred to another agency.
 */
export const caseState = z.enum(["open", "proposed", "panel", "approved", "rejected", "escalated"]);
export type CaseState = z.infer<typeof caseState>;

/**
 * The part of the pending cases, as one supervisor sees them: to decide, to answer a colleague's decision, or to leave to
 * others. Each pending case is in exactly one.
 */
export const caseTurn = z.enum(["decide", "confirm", "others"]);
export type CaseTurn = z.infer<typeof caseTurn>;

/**
 * How many cases each view of one supervisor has, counted up to `limits.countedCases`. `late`: pending cases past their time
 * limit. `mine`: cases that wait for this person by name.
 */
export const turnCounts = z.record(z.enum([...caseTurn.options, "late", "mine"]), z.int());
export type TurnCounts = z.infer<typeof turnCounts>;
