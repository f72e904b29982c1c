/** What a supervisor wants to see of the queue, and such a choice under a name. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { categoryCode } from "./category.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { siteId } from "./site.ts";

export const queueFilter = z.strictObject({
  /** `pending`: everything that waits for a person, first or second. */
  state: z.union([caseState, z.literal("pending")]),
  site: siteId.optional(),
  category: categoryCode.optional(),
  language: shortText(20).optional(),
  unit: shortText(limits.nameChars).optional(),
  q: shortText(limits.searchChars).optional(),
  /** Days of the first report where the person is, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/** Kept on the device. */
export const savedView = z.strictObject({ name: shortText(limits.viewNameChars), filter: queueFilter });
export type SavedView = z.infer<typeof savedView>;
