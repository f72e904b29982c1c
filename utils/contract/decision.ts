/** A supervisor's act on a case; it takes effect when a second supervisor confirms it. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";

const reason = shortText(limits.reasonChars);

export const decisionInput = z.discriminatedUnion("act", [
  z.strictObject({
    id,
    act: z.literal("approve"),
    category: categoryCode,
    action: actionCode,
    /** Ids of the legal bases relied on, in force today; empty for platform-policy categories. */
    basis: z.array(shortText(80)).max(20),
    reason,
    /** The case's `version` that the person saw; a newer one refuses the decision with `case-changed`. */
    caseVersion: z.int().min(1),
  }),
  z.strictObject({ id, act: z.literal("reject"), reason, caseVersion: z.int().min(1) }),
]);
export type DecisionInput = z.infer<typeof decisionInput>;

/** What the second person says, or the first one who takes it back while it is unconfirmed. */
export const answerInput = z.strictObject({
  answer: z.enum(["confirm", "refuse", "undo"]),
  /** Mandatory when refusing. */
  reason: reason.optional(),
});
export type AnswerInput = z.infer<typeof answerInput>;

export const decisionState = z.enum(["proposed", "confirmed", "refused", "undone"]);

export const decisionView = z.object({
  id,
  act: z.enum(["approve", "reject"]),
  category: categoryCode.optional(),
  action: actionCode.optional(),
  basis: z.array(z.string()),
  reason: z.string(),
  state: decisionState,
  by: z.string(),
  /** Whether the person asking made it. */
  own: z.boolean(),
  at: instant,
  answeredBy: z.string().optional(),
  answeredAt: instant.optional(),
  answerReason: z.string().optional(),
});
export type DecisionView = z.infer<typeof decisionView>;
