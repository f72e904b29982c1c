/** A person's own report with its outcome. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { actionCode, categoryCode } from "./category.ts";
import { agencyCode, rejectionCode } from "./decision-grounds.ts";
import { questionView } from "./desk.ts";
import { id, instant, receiptNumber, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { followUp } from "./referral-state.ts";
import { reportedPost } from "./reported-post.ts";
import { subject } from "./site.ts";

export const ownReport = z.object({
  id,
  number: receiptNumber,
  subject,
  category: categoryCode,
  /** The post as reported. Absent in the no-pixels lane and after its evidence was deleted. */
  post: reportedPost.optional(),
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

/** `asked`: a supervisor waits for the person's answer. */
export const ownReportState = z.enum(["waiting", "approved", "rejected", "asked"]);
export type OwnReportState = z.infer<typeof ownReportState>;

export const ownReportQuery = z.object({
  state: ownReportState.optional(),
  /** Words of the text or author, an address, a subject or a receipt number. */
  q: shortText(limits.searchChars).optional(),
  /** Time of receipt: `from` is inclusive, `to` exclusive. */
  from: instant.optional(),
  to: instant.optional(),
});

const counted = z.int().min(0);

/** The outcomes of the person's reports of the last seven days, except withdrawn ones. */
export const ownWeek = z.object({
  sent: counted,
  waiting: counted,
  /** Approved or passed on. */
  approved: counted,
  rejected: counted,
});
export type OwnWeek = z.infer<typeof ownWeek>;

export const ownReportList = z.object({
  reports: z.array(ownReport),
  next: z.string().optional(),
  /** Only on the first page, with `asked`: the number of reports that wait for the person's answer. */
  week: ownWeek.optional(),
  asked: counted.optional(),
});
export type OwnReportList = z.infer<typeof ownReportList>;
