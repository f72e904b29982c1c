/** What a person answers about a draft, and the reports that this device then holds until they are sent. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { qualityCode } from "./files.ts";
import { id, instant, receiptNumber, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { subject } from "./site.ts";

export const answers = z.strictObject({
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  note: shortText(limits.noteChars).optional(),
  notPublicReason: shortText(limits.reasonChars).optional(),
  /** What the person was warned of and sends all the same; of a set, for all its posts together. */
  overridden: z.array(qualityCode).max(qualityCode.options.length).optional(),
});
export type Answers = z.infer<typeof answers>;

export const outboxState = z.enum([
  "held",
  "waiting",
  "sending",
  "sent",
  "undone",
  "failed",
  "withdrawing",
  "withdrawn",
]);
export type OutboxState = z.infer<typeof outboxState>;

/** A report on this device, as the popup lists it. */
export const outboxRow = z.object({
  reportId: id,
  number: receiptNumber,
  subject,
  category: categoryCode,
  state: outboxState,
  savedAt: instant,
  /** When the next try starts, while waiting. */
  nextTryAt: instant.optional(),
  tries: z.int().min(0),
  problem: problem.optional(),
  filesLeft: z.array(sha256),
});
export type OutboxRow = z.infer<typeof outboxRow>;
