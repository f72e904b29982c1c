/** Requests past their limit that need a reprimand, and decisions or reversals without a request. */

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
  /** When the decision took effect. */
  since: instant,
});
export type ReadyItem = z.infer<typeof readyItem>;

/** Decisions that one letter can cover. */
export const readyGroup = z.object({
  /** The order to undo. Absent for a new order. */
  restores: z.object({ id, number: requestNumber }).optional(),
  site: siteId,
  category: categoryCode,
  action: actionCode,
  /** Ids of the legal bases that each decision of a new order names. */
  basis: z.array(z.string()).optional(),
  urgent: z.boolean(),
  /** Oldest first. */
  items: z.array(readyItem).min(1),
});
export type ReadyGroup = z.infer<typeof readyGroup>;

export const readyList = z.object({
  /**
   * Urgent groups (four-hour limit) first, then restore requests, then orders; within each by the age of the
   * oldest item.
   */
  groups: z.array(readyGroup),
  /** Total number of waiting decisions. Unlisted ones are newer. */
  count: z.int().min(0),
});
export type ReadyList = z.infer<typeof readyList>;
