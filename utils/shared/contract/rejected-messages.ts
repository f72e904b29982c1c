/** Messages that were rejected. */

import { z } from "zod";

/** Why a message was rejected. Counted by name and reason, without any of its content. */
export const rejectReason = z.enum(["unknown", "sender", "frame", "inactive", "rate", "input", "draft"]);
export type RejectReason = z.infer<typeof rejectReason>;

export const rejectedMessages = z.array(
  z.strictObject({ name: z.string(), reason: rejectReason, count: z.int().min(1) }),
);
export type RejectedMessages = z.infer<typeof rejectedMessages>;
