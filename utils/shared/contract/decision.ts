/** A supervisor's act on a case. It takes effect when a second supervisor confirms it. */

import { z } from "zod";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { agencyCode, groundId, rejectionCode } from "./decision-grounds.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { affiliation, siteId, subject } from "./site.ts";

const reason = shortText(limits.reasonChars);

/** Whether the person had opened the evidence; `none` if it had no picture that could be opened. */
export const look = z.enum(["opened", "unopened", "none"]);
export type Look = z.infer<typeof look>;

/** The decision itself, without the case that it concerns. */
export const approval = z.strictObject({
  act: z.literal("approve"),
  category: categoryCode,
  /** Goes into the letter, so the intake must know it: otherwise `sub-reason-unknown`. */
  subReason: subReasonKey.optional(),
  action: actionCode,
  /** Ids of the legal bases relied on; they must be in force today. Empty for platform-policy categories. */
  basis: z.array(shortText(80)).max(20),
  /** Ids of the category's elements that are met. All required ones must be listed, else `elements-missing`. */
  elements: z.array(groundId).max(20),
  /** Ids of the exceptions that were checked and do not apply. All must be listed, else `exceptions-unchecked`. */
  exceptions: z.array(groundId).max(20),
  reason,
  /** Why the person approves without having opened the evidence; required then, else `unseen-reason-needed`. */
  unseenReason: reason.optional(),
});
export const rejection = z.strictObject({ act: z.literal("reject"), why: rejectionCode, reason });
/** The case stays open under another category. */
const recategorisation = z.strictObject({ act: z.literal("recategorise"), category: categoryCode, reason });
const escalation = z.strictObject({ act: z.literal("escalate"), agency: agencyCode, reason });

export const verdictInput = z.discriminatedUnion("act", [approval, rejection, recategorisation, escalation]);
export type VerdictInput = z.infer<typeof verdictInput>;

const onCase = {
  id,
  /** The case `version` that the person saw. Fails with `case-changed` if the case is newer. */
  caseVersion: z.int().min(1),
};

/** On a decided case: the id of the decision in force, which this one reverses. */
const reversing = { reverses: id.optional() };

export const decisionInput = z.discriminatedUnion("act", [
  approval.extend({ ...onCase, ...reversing }),
  rejection.extend({ ...onCase, ...reversing }),
  recategorisation.extend(onCase),
  escalation.extend(onCase),
]);
export type DecisionInput = z.infer<typeof decisionInput>;

/** One decision for many cases of a group. Each case gets its own decision with the same reason. */
export const bulkInput = z.strictObject({
  /** Shared by the resulting decisions. */
  id,
  verdict: verdictInput,
  cases: z
    .array(z.strictObject({ caseId: id, decisionId: id, caseVersion: z.int().min(1) }))
    .min(1)
    .max(limits.bulkCases),
});
export type BulkInput = z.infer<typeof bulkInput>;

const answer = z.enum(["confirm", "refuse", "undo"]);

/** The second person's answer, or the first person's withdrawal of an unconfirmed decision. */
export const answerInput = z.strictObject({
  answer,
  /** Required for a refusal. */
  reason: reason.optional(),
  /** Required to confirm an approval without having opened the evidence. */
  unseenReason: reason.optional(),
});
export type AnswerInput = z.infer<typeof answerInput>;

/** One answer to several pending decisions of a bulk decision. */
export const bulkAnswerInput = answerInput.extend({
  /** Only decisions whose cases the person has looked at. */
  decisions: z.array(id).min(1).max(limits.bulkCases),
});
export type BulkAnswerInput = z.infer<typeof bulkAnswerInput>;

/** One outcome per case. Cases without a problem are done even if others failed. */
export const bulkOutcome = z.object({
  outcomes: z.array(z.object({ caseId: id, decisionId: id, problem: problem.optional() })),
});
export type BulkOutcome = z.infer<typeof bulkOutcome>;

/** `disputed`: the second person refused it, and a panel decides. */
export const decisionState = z.enum(["proposed", "disputed", "confirmed", "refused", "undone"]);
export type DecisionState = z.infer<typeof decisionState>;

export const decisionAct = z.enum(["approve", "reject", "recategorise", "escalate"]);

export const vote = z.enum(["uphold", "overturn"]);
export type Vote = z.infer<typeof vote>;

export const voteInput = z.strictObject({ id, vote, reason });
export type VoteInput = z.infer<typeof voteInput>;

export const voteView = z.object({
  id,
  vote,
  reason: z.string(),
  by: z.string(),
  at: instant,
  /** Absent for a panelist enrolled without one. */
  affiliation: affiliation.optional(),
});
export type VoteView = z.infer<typeof voteView>;

/**
 * The post as the proposer saw it. Letters, dossiers and exports are made from it; later reports do not change
 * it. The log holds the digest of its canonical JSON.
 */
export const frozenPost = z.object({
  caseVersion: z.int().min(1),
  /** SHA-256 of the decision's input: act, category, grounds and reason. */
  input: sha256,
  subject,
  aliases: z.array(subject),
  address: z.string().optional(),
  author: z.string().optional(),
  authorId: z.string().optional(),
  publishedAt: instant.optional(),
  /** Newest report at that time. Absent if all were withdrawn. `manifest`: SHA-256 of its sealed manifest. */
  evidence: z.object({ reportId: id, capturedAt: instant, manifest: sha256.optional() }).optional(),
  /** When address and account were deleted at the end of the retention period. */
  deletedAt: instant.optional(),
  /** The account name is left out because the case is in the no-pixels lane. */
  withheld: z.literal(true).optional(),
});
export type FrozenPost = z.infer<typeof frozenPost>;

/** Why no panel can be formed: its possible members, and the kinds that are missing among them. */
export const panelGap = z.object({ members: z.int().min(0), missing: z.array(affiliation) });
export type PanelGap = z.infer<typeof panelGap>;

/** A confirmed approval that the draw put before the panel. It stays in force. */
const panelReview = z.object({
  state: z.enum(["waiting", "upheld", "overturned"]),
  /** The intake's random number from 0 to 99, and the share in per cent. Below the share, the draw is taken. */
  draw: z.int().min(0).max(99),
  share: z.int().min(1).max(100),
  /** When the panel had enough votes. */
  at: instant.optional(),
});
export type PanelReview = z.infer<typeof panelReview>;

/** An approval in force that the panel found wrong. Two supervisors may reverse it. */
const overturnedRow = z.object({
  caseId: id,
  decisionId: id,
  site: siteId,
  subject,
  author: z.string().optional(),
  excerpt: z.string().optional(),
  category: categoryCode,
  at: instant,
});
export type OverturnedRow = z.infer<typeof overturnedRow>;

export const panelView = z.object({
  gap: panelGap.optional(),
  /** Disputes and drawn approvals without a verdict, in the caller's scope. */
  waiting: z.int().min(0),
  /** Oldest first, at most `limits.pageRows`. */
  overturned: z.array(overturnedRow),
});
export type PanelView = z.infer<typeof panelView>;

export const decisionView = z.object({
  id,
  act: decisionAct,
  category: categoryCode.optional(),
  subReason: subReasonKey.optional(),
  action: actionCode.optional(),
  basis: z.array(z.string()),
  elements: z.array(z.string()),
  exceptions: z.array(z.string()),
  why: rejectionCode.optional(),
  agency: agencyCode.optional(),
  reason: z.string(),
  /** The reason is a prepared text with next to nothing added, as the intake judged at that time. */
  canned: z.literal(true).optional(),
  /** Set for approvals; absent in decisions made before this field existed. */
  look: look.optional(),
  unseenReason: z.string().optional(),
  state: decisionState,
  /** Absent in decisions made before this field existed. */
  frozen: frozenPost.optional(),
  /** Absent while pending, if the intake hides the first person's name from the second. */
  by: z.string().optional(),
  /** True if the caller made it. */
  own: z.boolean(),
  at: instant,
  answeredBy: z.string().optional(),
  answeredAt: instant.optional(),
  answerReason: z.string().optional(),
  answerLook: look.optional(),
  answerUnseenReason: z.string().optional(),
  /** Shared by decisions that one act made. */
  bulkId: id.optional(),
  /** Votes on a disputed or reviewed decision. Until it is settled a panelist sees only their own. */
  votes: z.array(voteView),
  review: panelReview.optional(),
  /** Why a refusal was final: no panel could be formed. */
  panelGap: panelGap.optional(),
  settledAt: instant.optional(),
  /** The earlier decision on the same case that this one reverses once confirmed. */
  reverses: id.optional(),
  reversedAt: instant.optional(),
});
export type DecisionView = z.infer<typeof decisionView>;
