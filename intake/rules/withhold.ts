/** What may be read of a case in which somebody reported child sexual abuse material: identity and times, nothing that shows or quotes. */

import type { ReportView } from "../../utils/contract/case.ts";
import type { ReviewView } from "../../utils/contract/review.ts";
import { stripForNoPixels } from "../../utils/policy/no-pixels.ts";

export function withholdReport(view: ReportView): ReportView {
  const { note: _note, notPublicReason: _why, withdrawnReason: _withdrawn, ...rest } = view;
  return { ...rest, evidence: stripForNoPixels(view.evidence), filesHere: [] };
}

/** The verdict stays; words and timecodes describe what was seen. */
export function withholdReview(view: ReviewView): ReviewView {
  return { ...view, reason: "", timecodes: [] };
}
