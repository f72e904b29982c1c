/** The JSON file of decisions. */

import { z } from "zod";
import { decisionData, decisionQuery } from "../../../utils/shared/contract/decision-list.ts";
import { instant } from "../../../utils/shared/contract/ids.ts";
import { subject } from "../../../utils/shared/contract/site.ts";

export const decisionsFormat = "lapor-kominfo/decisions/1";

export const decisionsFile = z.object({
  format: z.literal(decisionsFormat),
  organisation: z.string(),
  madeAt: instant,
  filter: z.object(decisionQuery),
  decisions: z.array(decisionData.extend({ subject })),
});
export type DecisionsFile = z.infer<typeof decisionsFile>;
