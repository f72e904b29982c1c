/** The state of a case, from its first report to its final decision. */

import { z } from "zod";

/**
 * `proposed`: decided by one supervisor, not yet confirmed. `panel`: the second supervisor refused and a panel
 * decides. `escalated`: referred to another agency.
 */
export const caseState = z.enum(["open", "proposed", "panel", "approved", "rejected", "escalated"]);
export type CaseState = z.infer<typeof caseState>;
