/** How far a vlogger's verdicts can be relied on: their rank, their record, and the golden cases that they are tried with. */

import { z } from "zod";

/** `participant`: seen, not counted yet. */
export const rank = z.enum(["participant", "reviewer", "trusted"]);
export type Rank = z.infer<typeof rank>;
