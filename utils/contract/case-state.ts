/** Where a case stands between its first report and what was decided. */

import { z } from "zod";

/**
 * `proposed`: decided by one supervisor and waiting for a second. `panel`: the second refused, and a panel settles it.
 * `escalated`: passed on to another agency.
 */
export const caseState = z.enum(["open", "proposed", "panel", "approved", "rejected", "escalated"]);
export type CaseState = z.infer<typeof caseState>;
