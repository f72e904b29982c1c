/** A person's own report with its outcome. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { actionCode, categoryCode } from "./category.ts";
import { questionView } from "./desk.ts";
import { rejectionCode } from "./grounds.ts";
import { id, instant, receiptNumber } from "./ids.ts";
import { subject } from "./site.ts";

export const ownReport = z.object({
  id,
  number: receiptNumber,
  subject,
  category: categoryCode,
  at: instant,
  caseState,
  caseId: id,
  /** The confirmed decision: the requested action or the reason for rejection, with the decider's explanation. */
  outcome: z
    .object({
      action: actionCode.optional(),
      why: rejectionCode.optional(),
      reason: z.string(),
      at: instant,
    })
    .optional(),
  /** A supervisor's questions about this report, newest first. */
  questions: z.array(questionView),
  withdrawnAt: instant.optional(),
});
export type OwnReport = z.infer<typeof ownReport>;
