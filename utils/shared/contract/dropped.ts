/** Messages that were rejected. */

import { z } from "zod";

/** Why a message was rejected. Counted by name and reason, without any of its content. */
export const dropReason = z.enum(["unknown", "sender", "frame", "inactive", "rate", "input", "draft"]);
export type DropReason = z.infer<typeof dropReason>;

export const droppedMessages = z.array(
  z.strictObject({ name: z.string(), reason: dropReason, count: z.int().min(1) }),
);
export type DroppedMessages = z.infer<typeof droppedMessages>;
