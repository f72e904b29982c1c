/** The person's answers in the form, and the reports that the device keeps until they are sent. */

import { z } from "zod";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { qualityCode } from "./files.ts";
import { id, instant, receiptNumber, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { reportedPost } from "./reported-post.ts";
import { subject } from "./site.ts";

export const answers = z.strictObject({
  category: categoryCode,
  subReason: subReasonKey.optional(),
  action: actionCode,
  urgent: z.boolean(),
  note: shortText(limits.noteChars).optional(),
  notPublicReason: shortText(limits.reasonChars).optional(),
  /** Warnings that the person saw and overrode; in a set, those of all its posts. */
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

/** A report on this device as the popup lists it. */
export const outboxRow = z.object({
  reportId: id,
  number: receiptNumber,
  subject,
  category: categoryCode,
  state: outboxState,
  savedAt: instant,
  /** Start of the next attempt, while waiting. */
  nextTryAt: instant.optional(),
  tries: z.int().min(0),
  problem: problem.optional(),
  /** The intake has acknowledged the report; its files may still be uploading. */
  received: z.boolean(),
  filesLeft: z.array(sha256),
  /** Number of the report's files. Absent in old rows. */
  filesTotal: z.int().min(0).optional(),
  /** Latest time until which the files wait for an unmetered network. */
  meteredUntil: instant.optional(),
});
export type OutboxRow = z.infer<typeof outboxRow>;

export const storedRow = outboxRow.extend({
  /** The enrolment under which it was saved. Absent if it was saved before enrolment. */
  deviceId: id.optional(),
  /** Shared by reports saved together. */
  setId: id.optional(),
  /** Digest of the report's exact bytes. Detects disk corruption before sending. */
  bodySha256: sha256.optional(),
  /** The person's reason, while a withdrawal is being sent. */
  withdrawReason: shortText(limits.reasonChars).optional(),
});
export type StoredRow = z.infer<typeof storedRow>;

/** A row with its post. Author and words are read from the report's text, which is deleted once the intake has it. */
export const listedRow = outboxRow.extend({
  /** Absent in the no-pixels lane. */
  post: reportedPost.optional(),
  /** Another person's report, which is sent in their name. The present person cannot act on it. */
  isOthers: z.boolean().optional(),
});
export type ListedRow = z.infer<typeof listedRow>;

/** All reports on this device, newest first. Unreadable entries are kept and listed separately. */
export const outboxList = z.object({
  rows: z.array(listedRow),
  damaged: z.array(z.object({ key: z.string(), number: receiptNumber.optional() })),
});
export type OutboxList = z.infer<typeof outboxList>;
