/** Why a panelist opens adult material: a code, because the audit log has no text. */

import { z } from "zod";

/** To judge whether the elements are met, or whether an exception applies. */
export const revealReason = z.enum(["elements", "exceptions"]);
export type RevealReason = z.infer<typeof revealReason>;
