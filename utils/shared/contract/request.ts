/** A request to a platform: its input, and its representation. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { id, instant, shortText } from "./ids.ts";
import { letter, letterItem, requestNumber } from "./letter.ts";
import { limits } from "./limits.ts";
import { checkPicture } from "./outcome-check.ts";
import { channelCode, channelView } from "./platform-channel.ts";
import {
  contentState,
  dispatchState,
  itemOutcome,
  letterKind,
  requestAct,
  requestKind,
  requestState,
} from "./request-state.ts";
import { siteId, subject } from "./site.ts";

/** Confirmed decisions with the same request to the same platform. */
const requestedAct = z.strictObject({ caseId: id, decisionId: id });

const parts = {
  items: z.array(requestedAct).min(1).max(limits.letterItems),
  /** Absent: the first suitable channel. */
  channel: channelCode.optional(),
};

/**
 * A request whose decisions reverse earlier ones is a `restore` request: it undoes the earlier order. Idempotent by
 * `id`.
 */
export const requestInput = z.strictObject({ id, ...parts });
export type RequestInput = z.infer<typeof requestInput>;

export const previewInput = z.strictObject(parts);
export type PreviewInput = z.infer<typeof previewInput>;

/** Requirements that the letter does not meet. `place`: position of the item concerned. */
export const letterGap = z.object({
  what: z.enum(["basis", "rule", "analysis", "address", "picture", "channel"]),
  place: z.int().min(1).optional(),
});
export type LetterGap = z.infer<typeof letterGap>;

export const requestPreview = z.object({
  /** The letter as it would be sent, without its number. Unknown addresses are reported as gaps. */
  letter: letter.extend({ items: z.array(letterItem.extend({ address: z.string() })) }),
  /** Empty if the letter can be sent. */
  gaps: z.array(letterGap),
  /** Places of items whose analysis is a prepared text. They can be sent. */
  canned: z.array(z.int().min(1)).optional(),
  /** Suitable channels, the chosen one first. */
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
  seen: contentState.optional(),
  seenAt: instant.optional(),
  checkAt: instant.optional(),
  /** The ministry's own check that found the content as requested, and the person who made it; `stated` as in the check. */
  proven: z.object({ at: instant, by: z.string(), stated: z.literal(true).optional() }).optional(),
  /** Pictures of its newest sealed checks. Absent if there are none, and in the no-pixels lane. */
  pictures: z.array(checkPicture).max(limits.itemPictures).optional(),
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
  /** Absent if there is no limit. */
  hours: z.int().min(1).optional(),
  state: requestState,
  version: z.int().min(1),
  channel: channelView,
  items: z.int().min(1),
  itemsAnswered: z.int().min(0),
  madeAt: instant,
  sentAt: instant.optional(),
  dueAt: instant.optional(),
  deliveredAt: instant.optional(),
  acknowledgedAt: instant.optional(),
  answeredAt: instant.optional(),
  withdrawnAt: instant.optional(),
  /** All of its decisions were reversed, so the request has no effect any more. */
  reversed: z.literal(true).optional(),
  /** When the ministry's own checks closed the last item that the platform has not answered. */
  provenAt: instant.optional(),
  /** Hours within which the platform is expected to acknowledge it. */
  acknowledgeHours: z.int().min(1),
  reprimands: z.int().min(0).max(3),
  reprimandedAt: instant.optional(),
});
export type RequestRow = z.infer<typeof requestRow>;

/**
 * `open`: requests that wait for a person, a channel or the platform. `proven`: sent, and closed by the ministry's
 * own checks without an answer for every item.
 */
export const requestFilter = z.object({
  state: z.union([requestState, z.enum(["open", "proven"])]).optional(),
  site: siteId.optional(),
  caseId: id.optional(),
});
export type RequestFilter = z.infer<typeof requestFilter>;

export const requestPage = z.object({
  requests: z.array(requestRow),
  /** Cursor of the next page. Absent on the last page. */
  next: z.string().optional(),
});
export type RequestPage = z.infer<typeof requestPage>;

export const requestView = requestRow.extend({
  /** Without the words about items in the no-pixels lane, unless a person still has to deliver it. */
  letter,
  /** The letter's documents are refused for the same reason. */
  letterWithheld: z.literal(true).optional(),
  by: z.string(),
  withdrawnReason: z.string().optional(),
  /** The caller may not decide one of its cases; see `readInvolved`: they enter no answers. */
  reported: z.literal(true).optional(),
  /** The caller, or a person tied to them, delivered the letter by hand: of answers they enter only a bounce. */
  delivered: z.literal(true).optional(),
  /** The order that this request undoes, or the request that undoes this order. */
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

/** Output formats of a letter. `jws`: as signed. The last three are machine-readable. */
export const letterFileFormat = z.enum(["html", "pdf", "txt", "jws", "csv", "json", "xarf", "flag", "dsa"]);
export type LetterFileFormat = z.infer<typeof letterFileFormat>;
