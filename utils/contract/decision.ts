/** A supervisor's act on a case; it takes effect when a second supervisor confirms it. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { agencyCode, groundId, rejectionCode } from "./grounds.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { subject } from "./site.ts";

const reason = shortText(limits.reasonChars);

/** What is decided, apart from the case that it is decided on. */
export const approval = z.strictObject({
  act: z.literal("approve"),
  category: categoryCode,
  action: actionCode,
  /** Ids of the legal bases relied on, in force today; empty for platform-policy categories. */
  basis: z.array(shortText(80)).max(20),
  /** Ids of the category's elements that are met: all those it needs, else `elements-missing`. */
  elements: z.array(groundId).max(20),
  /** Ids of the exceptions that were looked at and do not apply: all there are, else `exceptions-unchecked`. */
  exceptions: z.array(groundId).max(20),
  reason,
});
export const rejection = z.strictObject({ act: z.literal("reject"), why: rejectionCode, reason });
/** The case stays open, under another category. */
const recategorisation = z.strictObject({ act: z.literal("recategorise"), category: categoryCode, reason });
const escalation = z.strictObject({ act: z.literal("escalate"), agency: agencyCode, reason });

export const verdictInput = z.discriminatedUnion("act", [approval, rejection, recategorisation, escalation]);
export type VerdictInput = z.infer<typeof verdictInput>;

const onCase = {
  id,
  /** The case's `version` that the person saw; a newer one refuses the decision with `case-changed`. */
  caseVersion: z.int().min(1),
};

/** On a decided case: the id of the decision that stands, which this one is to replace by its opposite. */
const reversing = { reverses: id.optional() };

export const decisionInput = z.discriminatedUnion("act", [
  approval.extend({ ...onCase, ...reversing }),
  rejection.extend({ ...onCase, ...reversing }),
  recategorisation.extend(onCase),
  escalation.extend(onCase),
]);
export type DecisionInput = z.infer<typeof decisionInput>;

/** One decision on many cases of one group: each case gets its own, all with the same reason. */
export const bulkInput = z.strictObject({
  /** Shared by the decisions it makes. */
  id,
  verdict: verdictInput,
  cases: z
    .array(z.strictObject({ caseId: id, decisionId: id, caseVersion: z.int().min(1) }))
    .min(1)
    .max(limits.bulkCases),
});
export type BulkInput = z.infer<typeof bulkInput>;

const answer = z.enum(["confirm", "refuse", "undo"]);

/** What the second person says, or the first one who takes it back while it is unconfirmed. */
export const answerInput = z.strictObject({
  answer,
  /** Mandatory when refusing. */
  reason: reason.optional(),
});
export type AnswerInput = z.infer<typeof answerInput>;

/** The same about every waiting decision of one bulk. */
export const bulkAnswerInput = answerInput.extend({
  /** Those of the cases that were looked at. */
  decisions: z.array(id).min(1).max(limits.bulkCases),
});
export type BulkAnswerInput = z.infer<typeof bulkAnswerInput>;

/** What became of each; those without a problem were done, whatever became of the others. */
export const bulkOutcome = z.object({
  outcomes: z.array(z.object({ caseId: id, decisionId: id, problem: problem.optional() })),
});
export type BulkOutcome = z.infer<typeof bulkOutcome>;

/** `disputed`: a second person refused it, and a panel settles it. */
export const decisionState = z.enum(["proposed", "disputed", "confirmed", "refused", "undone"]);
export type DecisionState = z.infer<typeof decisionState>;

export const decisionAct = z.enum(["approve", "reject", "recategorise", "escalate"]);

/** One voice of the panel about a disputed decision: it stands, or it does not. */
export const vote = z.enum(["uphold", "overturn"]);
export type Vote = z.infer<typeof vote>;

export const voteInput = z.strictObject({ id, vote, reason });
export type VoteInput = z.infer<typeof voteInput>;

export const voteView = z.object({ id, vote, reason: z.string(), by: z.string(), at: instant });
export type VoteView = z.infer<typeof voteView>;

/**
 * The post as the proposer saw it. Letters, dossiers and exports are made from it; later reports do not change it. The
 * log holds the digest of its canonical JSON.
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
  /** Newest report at that time; absent: all were withdrawn. `manifest`: SHA-256 of its sealed manifest. */
  evidence: z.object({ reportId: id, capturedAt: instant, manifest: sha256.optional() }).optional(),
  /** Address and account are gone since then: the evidence's time is over. */
  deletedAt: instant.optional(),
  /** The account's name is left out: the case is in the no-pixels lane. */
  withheld: z.literal(true).optional(),
});
export type FrozenPost = z.infer<typeof frozenPost>;

export const decisionView = z.object({
  id,
  act: decisionAct,
  category: categoryCode.optional(),
  action: actionCode.optional(),
  basis: z.array(z.string()),
  elements: z.array(z.string()),
  exceptions: z.array(z.string()),
  why: rejectionCode.optional(),
  agency: agencyCode.optional(),
  reason: z.string(),
  state: decisionState,
  /** Absent: decided before decisions kept it. */
  frozen: frozenPost.optional(),
  /** Absent while it waits, where the intake is set to keep the first person's name from the second. */
  by: z.string().optional(),
  /** Whether the person asking made it. */
  own: z.boolean(),
  at: instant,
  answeredBy: z.string().optional(),
  answeredAt: instant.optional(),
  answerReason: z.string().optional(),
  /** Made by one act together with others. */
  bulkId: id.optional(),
  /** Of a disputed decision; before it is settled a panelist sees their own only. */
  votes: z.array(voteView),
  settledAt: instant.optional(),
  /** The earlier decision on the same case that it takes back, once it is confirmed. */
  reverses: id.optional(),
  /** Since then its opposite stands. */
  reversedAt: instant.optional(),
});
export type DecisionView = z.infer<typeof decisionView>;
