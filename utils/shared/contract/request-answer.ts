/** A platform's answer to a request, entered by the platform or by a person, and the resulting state. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { channelCode } from "./platform-channel.ts";
import { itemOutcome, letterKind, requestState } from "./request-state.ts";

const place = z.int().min(1).max(limits.letterItems);
const note = shortText(limits.noteChars).optional();
/** When it happened, if earlier than now. A platform's own statement is recorded but sets no deadline. */
const at = instant.optional();

export const itemAnswerInput = z.strictObject({
  /** Position in the letter, from 1. */
  place,
  outcome: itemOutcome.exclude(["pending"]),
  note,
});
export type ItemAnswerInput = z.infer<typeof itemAnswerInput>;

const answerFields = { id, note, at };

/**
 * `delivered`: arrived in the mailbox. `acknowledged`: a person there confirmed receipt. `bounced`: returned; from the
 * platform's own key it is only noted, because it would end the clock that measures the platform.
 */
export const platformAnswerInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...answerFields, kind: z.enum(["delivered", "acknowledged", "bounced"]) }),
  z.strictObject({
    ...answerFields,
    kind: z.literal("items"),
    items: z.array(itemAnswerInput).min(1).max(limits.letterItems),
  }),
]);
export type PlatformAnswerInput = z.infer<typeof platformAnswerInput>;

/** Records that a person delivered the letter to the platform. */
export const sentInput = z.strictObject({ id, letter: letterKind, note });
export type SentInput = z.infer<typeof sentInput>;

export const channelChangeInput = z.strictObject({ id, channel: channelCode });
export type ChannelChangeInput = z.infer<typeof channelChangeInput>;

export const requestStatus = z.object({
  id,
  /** Number as printed in the letter. */
  number: z.string().optional(),
  state: requestState,
  version: z.int(),
  sentAt: instant.optional(),
  dueAt: instant.optional(),
  deliveredAt: instant.optional(),
  acknowledgedAt: instant.optional(),
  answeredAt: instant.optional(),
  withdrawnAt: instant.optional(),
  items: z.array(z.object({ place, outcome: itemOutcome, note: z.string().optional() })),
  /** The answer changed no state, but was recorded. */
  noted: z.boolean(),
});
export type RequestStatus = z.infer<typeof requestStatus>;
