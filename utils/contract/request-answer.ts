/** What a platform, or somebody for it, says of a request, and how the request stands afterwards. */

import { z } from "zod";
import { channelCode } from "./channel.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { itemOutcome, letterKind, requestState } from "./request-state.ts";

const place = z.int().min(1).max(limits.letterItems);
const note = shortText(limits.noteChars).optional();
/** When it happened, where that was earlier; what a platform says here is kept and sets no clock. */
const at = instant.optional();

export const itemAnswerInput = z.strictObject({
  /** In the letter, from 1. */
  place,
  outcome: itemOutcome.exclude(["pending"]),
  note,
});
export type ItemAnswerInput = z.infer<typeof itemAnswerInput>;

const said = { id, note, at };

/** `delivered`: it lies in the mailbox; `acknowledged`: somebody there has it; `bounced`: it came back. */
export const platformAnswerInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...said, kind: z.enum(["delivered", "acknowledged", "bounced"]) }),
  z.strictObject({
    ...said,
    kind: z.literal("items"),
    items: z.array(itemAnswerInput).min(1).max(limits.letterItems),
  }),
]);
export type PlatformAnswerInput = z.infer<typeof platformAnswerInput>;

/** A person brought the letter to the platform. */
export const sentInput = z.strictObject({ id, letter: letterKind, note });
export type SentInput = z.infer<typeof sentInput>;

export const channelChangeInput = z.strictObject({ id, channel: channelCode });
export type ChannelChangeInput = z.infer<typeof channelChangeInput>;

export const requestStanding = z.object({
  id,
  /** As the letter bears it. */
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
  /** What was said changed nothing, and stands in the record all the same. */
  noted: z.boolean(),
});
export type RequestStanding = z.infer<typeof requestStanding>;
