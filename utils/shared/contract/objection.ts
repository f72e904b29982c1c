/** Objections to requests: as filed, and as a supervisor reads and hears them. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { approval, rejection } from "./decision.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { objectionState, objector } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

/** An objection filed on the public page. Needs only the item's reference. */
export const objectionInput = z.strictObject({
  objector,
  name: shortText(limits.nameChars).optional(),
  /** Optional address for an answer. */
  contact: shortText(limits.nameChars).optional(),
  text: shortText(limits.objectionChars),
});
export type ObjectionInput = z.infer<typeof objectionInput>;

export const platformObjectionInput = z.strictObject({
  id,
  /** Position of the item in the letter. */
  place: z.int().min(1).max(limits.bulkCases),
  text: shortText(limits.objectionChars),
});
export type PlatformObjectionInput = z.infer<typeof platformObjectionInput>;

export const objectionReceipt = z.object({ id, ticket: z.string(), state: objectionState, dueAt: instant });
export type ObjectionReceipt = z.infer<typeof objectionReceipt>;

const onCase = { id, caseVersion: z.int().min(1) };
/** The opposite of the decision in force. The objection names the decision that it reverses. */
export const reversalInput = z.discriminatedUnion("act", [approval.extend(onCase), rejection.extend(onCase)]);
export type ReversalInput = z.infer<typeof reversalInput>;

const hearingOutcome = { id, reason: shortText(limits.reasonChars) };
export const hearingInput = z.discriminatedUnion("outcome", [
  /** Proposes the dismissal, or confirms another person's if the reason is the same. */
  z.strictObject({ ...hearingOutcome, outcome: z.literal("dismissed") }),
  z.strictObject({
    ...hearingOutcome,
    outcome: z.literal("upheld"),
    /** Absent if another objection has already led to the reversal. */
    reversal: reversalInput.optional(),
  }),
]);
export type HearingInput = z.infer<typeof hearingInput>;

const common = {
  id,
  decisionId: id,
  objector,
  at: instant,
  dueAt: instant,
  state: objectionState,
  heardAt: instant.optional(),
};

export const objectionRow = z.object({
  ...common,
  caseId: id,
  site: siteId,
  subject,
  category: categoryCode,
  /** A proposed dismissal. */
  dismissal: z.object({ own: z.boolean() }).optional(),
});
export type ObjectionRow = z.infer<typeof objectionRow>;

/** An objection as its case shows it. */
export const objectionView = z.object({
  ...common,
  /** Absent in the no-pixels lane, unless the caller may hear it. */
  text: z.string().optional(),
  /** Only for callers who may hear it. */
  name: z.string().optional(),
  contact: z.string().optional(),
  heardBy: z.string().optional(),
  reason: z.string().optional(),
  /** The proposed reversing decision. */
  reversal: id.optional(),
  canHear: z.boolean(),
  /** Proposed by one person; another confirms it. `by` is absent where the first person's name is hidden. */
  dismissal: z.object({ own: z.boolean(), by: z.string().optional(), reason: z.string() }).optional(),
  /** It started from the post's address: the sender did not have the notice's reference. */
  byAddress: z.literal(true).optional(),
});
export type ObjectionView = z.infer<typeof objectionView>;
