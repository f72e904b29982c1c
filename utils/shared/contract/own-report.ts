/** A person's own report with its outcome. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { actionCode, categoryCode } from "./category.ts";
import { questionView } from "./desk.ts";
import { agencyCode, rejectionCode } from "./grounds.ts";
import { id, instant, receiptNumber } from "./ids.ts";
import { followUp } from "./referral-state.ts";
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
      /** The agency that the case was escalated to. */
      agency: agencyCode.optional(),
      reason: z.string(),
      at: instant,
    })
    .optional(),
  ...followUp.shape,
  /** A supervisor's questions about this report, newest first. */
  questions: z.array(questionView),
  withdrawnAt: instant.optional(),
});
export type OwnReport = z.infer<typeof ownReport>;
