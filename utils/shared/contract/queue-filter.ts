/** A supervisor's filter of the queue, and saved views. */

import { z } from "zod";
import { caseState, caseTurn } from "./case-state.ts";
import { categoryCode } from "./category.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { siteId } from "./site.ts";

export const queueFilter = z.strictObject({
  /** `pending`: every case that waits for a first or a second person. */
  state: z.union([caseState, z.literal("pending")]),
  site: siteId.optional(),
  category: categoryCode.optional(),
  language: shortText(20).optional(),
  unit: shortText(limits.nameChars).optional(),
  q: shortText(limits.searchChars).optional(),
  /** Date of the first report in the user's time zone, both inclusive. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Assigned to this person, claimed by this person, or a note mentions this person. */
  mine: z.literal("true").optional(),
  turn: caseTurn.optional(),
  /** Past the time limit. */
  late: z.literal("true").optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/** Stored on the device. */
export const savedView = z.strictObject({ name: shortText(limits.viewNameChars), filter: queueFilter });
export type SavedView = z.infer<typeof savedView>;
