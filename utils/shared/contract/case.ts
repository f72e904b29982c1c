/** All reports on one subject at the intake: the row in the queue and the full case on the desk. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { claimView } from "./claim.ts";
import { decisionView, look, panelGap } from "./decision.ts";
import { questionView } from "./desk.ts";
import { evidence } from "./evidence.ts";
import { goldenState } from "./golden.ts";
import { groupBasis, groupSummary } from "./group.ts";
import { id, instant, receiptNumber, sha256 } from "./ids.ts";
import { objectionView } from "./objection.ts";
import { caseReview, sharedSelfReview } from "./review.ts";
import { kind, role, siteId, subject } from "./site.ts";
import { assignmentView, noteView } from "./teamwork.ts";

export const caseAct = z.enum([
  "approve",
  "reject",
  "recategorise",
  "escalate",
  "confirm",
  "refuse",
  "undo",
  "vote",
  "ask",
  "ask-reviewers",
  "regroup",
  "reverse",
]);
export type CaseAct = z.infer<typeof caseAct>;

/** The sort keys of the queue, in order of precedence. */
export const priorityView = z.object({
  /** `timed`: the platform has a deadline. `withdrawn`: every report was withdrawn. */
  lane: z.enum(["urgent", "timed", "untimed", "withdrawn"]),
  /** Severity rank of the case's category; 1 is the gravest. */
  severity: z.int().min(1),
  /** The highest count of views, reactions or followers that the page showed. */
  reach: z.int().min(0),
  /** Independent voices: the most reliable reporter of each unit, weighted by accuracy. */
  voices: z.number().min(0),
});
export type PriorityView = z.infer<typeof priorityView>;

export const caseRow = z.object({
  id,
  /** Increases with every change of the case. A decision names the version it was made on. */
  version: z.int().min(1),
  site: siteId,
  kind,
  subject,
  /** The decided category; before a decision, the strictest reported one. */
  category: categoryCode,
  state: caseState,
  /** Reports that were not withdrawn, and the number of distinct reporters. */
  reports: z.int().min(0),
  reporters: z.int().min(0),
  urgent: z.boolean(),
  firstAt: instant,
  lastAt: instant,
  /** The platform's deadline, counted from the first report. Absent for platform-policy categories. */
  dueAt: instant.optional(),
  permalink: z.string().optional(),
  author: z.string().optional(),
  /** First 200 characters of the newest report's text. Absent in the no-pixels lane. */
  excerpt: z.string().optional(),
  standing: priorityView,
  /** ISO 639 code detected in the text or declared by the page. Absent if unknown. */
  language: z.string().optional(),
  /** Absent if no similar case is known. */
  group: groupSummary.optional(),
  /** The current lease. */
  claim: claimView.optional(),
  assigned: assignmentView.optional(),
  /** The caller is mentioned in a note that the caller has not seen. */
  mentioned: z.literal(true).optional(),
  /** A question to a reporter is unanswered. */
  asked: z.boolean(),
  reviewAsked: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const reportView = z.object({
  id,
  number: receiptNumber,
  /** Absent, like the notes, if the report came from another unit. */
  by: z.string().optional(),
  at: instant,
  category: categoryCode,
  subReason: subReasonKey.optional(),
  action: actionCode,
  urgent: z.boolean(),
  note: z.string().optional(),
  notPublicReason: z.string().optional(),
  evidence,
  /** Uploaded files. A picture can be read once its digest is in this list. */
  filesHere: z.array(sha256),
  /** Result of checking the seal on receipt: the time, and the owner of the sealing device if known. */
  sealed: z.object({ by: z.string().optional(), at: instant }).optional(),
  /** When fields and files were deleted. Seal, digests and log remain. */
  evidenceDeletedAt: instant.optional(),
  /** Number of reports that the same person sent together with this one. Their ids are not disclosed. */
  sentWith: z.int().min(1).optional(),
  withdrawnAt: instant.optional(),
  withdrawnReason: z.string().optional(),
});
export type ReportView = z.infer<typeof reportView>;

/** One entry of a case's append-only log. `hash` covers the entry and the previous hash. */
export const logEntry = z.object({
  seq: z.int().min(1),
  at: instant,
  by: z.string(),
  act: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: sha256,
});
export type LogEntry = z.infer<typeof logEntry>;

/** A legal hold: while one is active, no data of the case is deleted. */
export const legalHoldView = z.object({ id, by: z.string(), at: instant, reason: z.string() });
export type LegalHoldView = z.infer<typeof legalHoldView>;

export const similarCase = z.object({
  caseId: id,
  subject,
  author: z.string().optional(),
  excerpt: z.string().optional(),
  category: categoryCode,
  state: caseState,
  why: groupBasis,
  distance: z.number().min(0).max(1).optional(),
});
export type SimilarCase = z.infer<typeof similarCase>;

/** A similar case with what is needed to decide on it within the group. */
export const groupedCase = similarCase.extend({
  /** The version that the list showed. */
  version: z.int().min(1),
  /** A decision that waits for a second person. */
  decision: decisionView.optional(),
});
export type GroupedCase = z.infer<typeof groupedCase>;

/** Another case that a report or a person identified as the same post. */
export const possibleDuplicate = z.object({
  caseId: id,
  subject,
  author: z.string().optional(),
  excerpt: z.string().optional(),
  state: caseState,
  /** Which of the two required people has agreed so far. */
  agreed: z.enum(["nobody", "own", "other"]),
});
export type PossibleDuplicate = z.infer<typeof possibleDuplicate>;

/** An earlier decided case by the same author. */
export const decidedCase = z.object({
  caseId: id,
  subject,
  category: categoryCode,
  state: caseState,
  at: instant,
});
export type DecidedCase = z.infer<typeof decidedCase>;

/** Content of an earlier case on which a platform acted, and which this case shows again. */
export const reappearance = z.object({
  caseId: id,
  /** Number of the request that asked for the earlier action. */
  number: z.string(),
  why: z.enum(["same-text", "same-picture", "same-author"]),
});
export type Reappearance = z.infer<typeof reappearance>;

export const caseView = caseRow.extend({
  aliases: z.array(subject),
  /** Oldest first. */
  holds: z.array(legalHoldView),
  /** Newest of each person first, then the others; at most `limits.caseReports`. An export contains all of them. */
  reportList: z.array(reportView),
  reviews: z.array(caseReview),
  /** Newest first. */
  decisions: z.array(decisionView),
  /** Nearest first, at most 20. */
  similar: z.array(similarCase),
  /** Present while the case is not yet compared with others, which takes a second or two. */
  comparing: z.literal(true).optional(),
  /** Absent if the content is not known to be a reappearance. */
  reappearanceOf: reappearance.optional(),
  /** Oldest first. Absent if there are none. */
  maybeSame: z.array(possibleDuplicate).optional(),
  /** Cases merged into this one that can be split off again. */
  merged: z.array(
    z.object({ caseId: id, subject, author: z.string().optional(), excerpt: z.string().optional() }),
  ),
  /** Newest first, at most 20. Empty if the author is unknown. */
  history: z.array(decidedCase),
  /** Oldest first. */
  questions: z.array(questionView),
  /** Supervisors' notes, oldest first. Only for supervisors and administrators, and never in an export. */
  notes: z.array(noteView).optional(),
  /** Self-reviews of this video by vloggers, newest first, at most 5. Absent if there are none. */
  selfReviews: z.array(sharedSelfReview).optional(),
  /** Absent if the case cannot be a golden case, or the caller may not make it one. */
  golden: goldenState.optional(),
  /** Oldest first. Absent if there are none, or the caller may not see them. */
  objections: z.array(objectionView).optional(),
  /** A platform carried out an order whose decision was reversed later, and no restore request has been made. */
  restoreDue: z.object({ requestId: id, itemId: id, decisionId: id }).optional(),
  /** First opening of the evidence by each person, oldest first. */
  openings: z.array(z.object({ role, at: instant, own: z.boolean() })).optional(),
  /** The caller's own look; only for supervisors. */
  look: look.optional(),
  /** Why a refusal would be final: no panel can be formed for this case. Only while it can be refused. */
  panelGap: panelGap.optional(),
  /** Oldest first, the newest `limits.caseLog` entries. The first `seq` shows how many were left out. */
  log: z.array(logEntry),
  /** Acts that are open to the caller now. */
  can: z.array(caseAct),
  /** Why no act is possible, if `can` is empty. */
  cannot: z
    .enum([
      ...(["own-report", "own-decision", "case-closed", "role-forbidden"] as const),
      ...(["already-voted", "decision-waits", "seat-reserved", "took-part"] as const),
    ])
    .optional(),
});
export type CaseView = z.infer<typeof caseView>;
