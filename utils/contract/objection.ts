/** Objections to what was asked of a platform: as they come in, as a supervisor reads and hears them. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { approval, rejection } from "./decision.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { objectionState, objector } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

/** What anybody who knows the item's reference may hand in. */
export const objectionInput = z.strictObject({
  objector,
  name: shortText(limits.nameChars).optional(),
  /** Where an answer may be sent; nobody is asked for one. */
  contact: shortText(limits.nameChars).optional(),
  text: shortText(limits.objectionChars),
});
export type ObjectionInput = z.infer<typeof objectionInput>;

/** The same by a platform, about one item of a request to it. */
export const platformObjectionInput = z.strictObject({
  id,
  /** Of the item in the letter. */
  place: z.int().min(1).max(limits.bulkCases),
  text: shortText(limits.objectionChars),
});
export type PlatformObjectionInput = z.infer<typeof platformObjectionInput>;

export const objectionReceipt = z.object({ id, ticket: z.string(), state: objectionState, dueAt: instant });
export type ObjectionReceipt = z.infer<typeof objectionReceipt>;

const onCase = { id, caseVersion: z.int().min(1) };
/** The opposite of what stands; which decision it reverses is the objection's. */
export const reversalInput = z.discriminatedUnion("act", [approval.extend(onCase), rejection.extend(onCase)]);
export type ReversalInput = z.infer<typeof reversalInput>;

const heard = { id, reason: shortText(limits.reasonChars) };
export const hearingInput = z.discriminatedUnion("outcome", [
  z.strictObject({ ...heard, outcome: z.literal("dismissed") }),
  z.strictObject({
    ...heard,
    outcome: z.literal("upheld"),
    /** Absent where another objection has led to it already. */
    reversal: reversalInput.optional(),
  }),
]);
export type HearingInput = z.infer<typeof hearingInput>;

const common = {
  id,
  /** Which decision it is about. */
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
});
export type ObjectionRow = z.infer<typeof objectionRow>;

/** As its case shows it. */
export const objectionView = z.object({
  ...common,
  /** Absent in the no-pixels lane, but for who may hear it. */
  text: z.string().optional(),
  /** For who may hear it. */
  name: z.string().optional(),
  contact: z.string().optional(),
  heardBy: z.string().optional(),
  reason: z.string().optional(),
  /** The decision that was proposed instead. */
  reversal: id.optional(),
  /** Whether the person asking may hear it now. */
  canHear: z.boolean(),
});
export type ObjectionView = z.infer<typeof objectionView>;
