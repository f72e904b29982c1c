/** A request to a platform, as it is asked for and as it is shown. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { channelCode, channelView } from "./channel.ts";
import { id, instant, shortText } from "./ids.ts";
import { letter, letterItem, requestNumber } from "./letter.ts";
import { limits } from "./limits.ts";
import {
  dispatchState,
  itemOutcome,
  letterKind,
  requestAct,
  requestKind,
  requestState,
  seenState,
} from "./request-state.ts";
import { siteId, subject } from "./site.ts";

/** Confirmed decisions that ask the same of the same platform. */
const asked = z.strictObject({ caseId: id, decisionId: id });

const parts = {
  items: z.array(asked).min(1).max(limits.letterItems),
  /** Absent: the first that fits. */
  channel: channelCode.optional(),
};

/**
 * `restore` asks back what the decision's reversal makes wrong: then the decisions are the reversing ones. An id that was
 * sent before is answered with what was made then.
 */
export const requestInput = z.strictObject({ id, ...parts });
export type RequestInput = z.infer<typeof requestInput>;

export const previewInput = z.strictObject(parts);
export type PreviewInput = z.infer<typeof previewInput>;

/** What a letter lacks to be lawful; `place`: of which item. */
export const letterGap = z.object({
  what: z.enum(["basis", "rule", "analysis", "address", "picture", "channel"]),
  place: z.int().min(1).optional(),
});
export type LetterGap = z.infer<typeof letterGap>;

export const requestPreview = z.object({
  /** As it would go, but for its number, and for addresses that are not known: a gap then says so. */
  letter: letter.extend({ items: z.array(letterItem.extend({ address: z.string() })) }),
  /** Empty: it can go. */
  gaps: z.array(letterGap),
  /** Those that fit, the chosen one first. */
  channels: z.array(channelView),
});
export type RequestPreview = z.infer<typeof requestPreview>;

export const itemView = z.object({
  id,
  place: z.int().min(1),
  caseId: id,
  decisionId: id,
  subject,
  address: z.string(),
  outcome: itemOutcome,
  outcomeAt: instant.optional(),
  outcomeNote: z.string().optional(),
  seen: seenState.optional(),
  seenAt: instant.optional(),
  checkAt: instant.optional(),
});
export type ItemView = z.infer<typeof itemView>;

export const dispatchView = z.object({
  id,
  letter: letterKind,
  round: z.int().min(1),
  channel: channelView,
  state: dispatchState,
  by: z.string(),
  at: instant,
  attempts: z.int().min(0),
  nextAt: instant.optional(),
  sentAt: instant.optional(),
  answer: z.string().optional(),
});
export type DispatchView = z.infer<typeof dispatchView>;

export const requestEvent = z.object({
  id,
  at: instant,
  act: requestAct,
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type RequestEvent = z.infer<typeof requestEvent>;

export const requestRow = z.object({
  id,
  number: requestNumber,
  kind: requestKind,
  site: siteId,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** Absent: no limit. */
  hours: z.int().min(1).optional(),
  state: requestState,
  version: z.int().min(1),
  channel: channelView,
  items: z.int().min(1),
  /** Items about which the platform said something. */
  itemsAnswered: z.int().min(0),
  madeAt: instant,
  sentAt: instant.optional(),
  dueAt: instant.optional(),
  deliveredAt: instant.optional(),
  acknowledgedAt: instant.optional(),
  answeredAt: instant.optional(),
  withdrawnAt: instant.optional(),
  /** Every decision that it asks by was reversed: nothing is asked any more. */
  reversed: z.literal(true).optional(),
  /** Within so many hours the channel expects a word that the request is there. */
  acknowledgeHours: z.int().min(1),
  reprimands: z.int().min(0).max(3),
  reprimandedAt: instant.optional(),
});
export type RequestRow = z.infer<typeof requestRow>;

/** `open`: those that wait for a person, a channel or the platform. */
export const requestFilter = z.object({
  state: z.union([requestState, z.literal("open")]).optional(),
  site: siteId.optional(),
  caseId: id.optional(),
});
export type RequestFilter = z.infer<typeof requestFilter>;

export const requestPage = z.object({
  requests: z.array(requestRow),
  /** Ask again with it until it is absent. */
  next: z.string().optional(),
});
export type RequestPage = z.infer<typeof requestPage>;

export const requestView = requestRow.extend({
  letter,
  by: z.string(),
  withdrawnReason: z.string().optional(),
  /** Of the order that this one takes back, or of the one that takes this back. */
  restores: z.object({ id, number: requestNumber }).optional(),
  restoredBy: z.object({ id, number: requestNumber }).optional(),
  itemList: z.array(itemView),
  dispatches: z.array(dispatchView),
  /** Oldest first. */
  events: z.array(requestEvent),
});
export type RequestView = z.infer<typeof requestView>;

export const withdrawalInput = z.strictObject({ id, reason: shortText(limits.reasonChars) });
export type WithdrawalInput = z.infer<typeof withdrawalInput>;

/** How a letter is written out. `jws`: as signed; the last three are for machines. */
export const writtenFormat = z.enum(["html", "pdf", "txt", "jws", "csv", "json", "xarf", "flag", "dsa"]);
export type WrittenFormat = z.infer<typeof writtenFormat>;
