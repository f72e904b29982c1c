/** What a supervisor does about a request whose limit has passed, and the decisions and reversals that no request asks for yet. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { id, instant } from "./ids.ts";
import { requestNumber } from "./letter.ts";
import { letterKind } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

export const reprimandInput = z.strictObject({ id, level: letterKind.exclude(["request"]) });
export type ReprimandInput = z.infer<typeof reprimandInput>;

export const readyItem = z.object({
  caseId: id,
  decisionId: id,
  subject,
  /** Absent in the no-pixels lane, as in the queue. */
  author: z.string().optional(),
  excerpt: z.string().optional(),
  /** Since when the decision has stood. */
  since: instant,
});
export type ReadyItem = z.infer<typeof readyItem>;

/** What one letter may hold together. */
export const readyGroup = z.object({
  /** Absent: an order. Else it asks the platform to put back what this order took away. */
  restores: z.object({ id, number: requestNumber }).optional(),
  site: siteId,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** Oldest first. */
  items: z.array(readyItem).min(1),
});
export type ReadyGroup = z.infer<typeof readyGroup>;

export const readyList = z.object({
  /** The four-hour lane first, then what is to be put back, then orders; of each, whose oldest has waited longest. */
  groups: z.array(readyGroup),
  /** How many decisions wait in all; those that are not listed are newer. */
  count: z.int().min(0),
});
export type ReadyList = z.infer<typeof readyList>;
