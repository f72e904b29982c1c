/** A vlogger's own channels, whose videos they are never asked to review. */

import { z } from "zod";
import { channelTyped } from "./cohort.ts";
import { instant } from "./ids.ts";

export const ownChannel = z.object({
  /** In the form in which cases name authors: `youtube:dapursari`, `youtube:UC…`. */
  channel: z.string(),
  /** When the vlogger declared it. Absent if the coordinator entered it. */
  declaredAt: instant.optional(),
  /** The vlogger can undo the declaration until then. Absent if only the coordinator can. */
  untilAt: instant.optional(),
});
export type OwnChannel = z.infer<typeof ownChannel>;

/** Channels entered by the coordinator first, then declared ones, oldest first. */
export const ownChannels = z.object({ channels: z.array(ownChannel) });
export type OwnChannels = z.infer<typeof ownChannels>;

/** `own: false` undoes a recent declaration. */
export const declarationInput = z.strictObject({ channel: channelTyped, own: z.boolean() });
export type DeclarationInput = z.infer<typeof declarationInput>;
