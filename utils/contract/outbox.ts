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
  /** Whether the intake has acknowledged the report itself; its files may still be on their way. */
  received: z.boolean(),
  filesLeft: z.array(sha256),
  /** How many files the report has; absent in rows of which nobody counted them. */
  filesTotal: z.int().min(0).optional(),
  /** On a network that counts every byte, its files wait until then at most. */
  meteredUntil: instant.optional(),
});
export type OutboxRow = z.infer<typeof outboxRow>;

/** The same as it is stored. */
export const storedRow = outboxRow.extend({
  /** The enrolment that it was saved under; absent before there was one. */
  deviceId: id.optional(),
  /** Shared by the reports that were saved together. */
  setId: id.optional(),
  /** Of the report's exact bytes, so that damage on the disk is found before they are sent. */
  bodySha256: sha256.optional(),
  /** The person's reason, while a withdrawal is on its way. */
  withdrawReason: shortText(limits.reasonChars).optional(),
});
export type StoredRow = z.infer<typeof storedRow>;

/** All that this device holds, newest first; what the disk gives back unreadable is kept and told apart. */
export const outboxList = z.object({
  rows: z.array(outboxRow),
  damaged: z.array(z.object({ key: z.string(), number: receiptNumber.optional() })),
});
export type OutboxList = z.infer<typeof outboxList>;
