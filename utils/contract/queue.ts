/** What a supervisor narrows the queue down to, and the views that they keep on their device. */

import { z } from "zod";
import { caseState } from "./case.ts";
import { categoryCode } from "./category.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { siteId } from "./site.ts";

/** A day of the device's calendar, such as `2026-11-25`. */
const day = z.iso.date();

export const queueFilters = z.strictObject({
  /** `pending`: everything that waits for a person. */
  state: z.union([caseState, z.literal("pending")]),
  site: siteId.optional(),
  category: categoryCode.optional(),
  language: shortText(20).optional(),
  unit: shortText(limits.nameChars).optional(),
  q: z.string().max(limits.searchChars).optional(),
  /** First reported on it or later, and on it or earlier. */
  fromDay: day.optional(),
  toDay: day.optional(),
});
export type QueueFilters = z.infer<typeof queueFilters>;

export const savedView = z.strictObject({ name: shortText(limits.viewNameChars), filters: queueFilters });
export type SavedView = z.infer<typeof savedView>;
