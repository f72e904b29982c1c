/** The channels whose videos a vlogger is not given to judge because they are theirs. */

import { z } from "zod";
import { channelTyped } from "./cohort.ts";
import { instant } from "./ids.ts";

export const ownChannel = z.object({
  /** As cases name their authors: `youtube:dapursari`, `youtube:UC…`. */
  channel: z.string(),
  /** When the vlogger declared it; absent: the coordinator entered it. */
  declaredAt: instant.optional(),
  /** Until then the vlogger can take it back; absent: only the coordinator can. */
  untilAt: instant.optional(),
});
export type OwnChannel = z.infer<typeof ownChannel>;

/** The coordinator's first, then what was declared, oldest first. */
export const ownChannels = z.object({ channels: z.array(ownChannel) });
export type OwnChannels = z.infer<typeof ownChannels>;

/** `own` false: it was declared by mistake a moment ago. */
export const declarationInput = z.strictObject({ channel: channelTyped, own: z.boolean() });
export type DeclarationInput = z.infer<typeof declarationInput>;
