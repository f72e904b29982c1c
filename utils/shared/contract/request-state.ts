/** States of requests to platforms, of their items, and of outcome checks and objections. */

import { z } from "zod";

/** `order`: act on content. `restore`: undo what an earlier order caused. */
export const requestKind = z.enum(["order", "restore"]);
export type RequestKind = z.infer<typeof requestKind>;

/** The letters of a request: the request itself, and the reprimands (surat teguran) after a missed limit. */
export const letterKind = z.enum(["request", "st1", "st2", "st3"]);
export type LetterKind = z.infer<typeof letterKind>;

/**
 * `queued`: waits for its channel. `by-hand`: waits for a person to deliver it. `sent`: accepted by the
 * channel; the limit runs. `undelivered`: did not arrive, needs another try or channel. `answered`: the
 * platform answered for every item. `withdrawn`: ended by a person or a reversal before the answer.
 */
export const requestState = z.enum(["queued", "by-hand", "sent", "undelivered", "answered", "withdrawn"]);
export type RequestState = z.infer<typeof requestState>;

/**
 * The platform's answer on one item. `acted`: as asked. `restricted`: in Indonesia only, although more was
 * asked. `refused`: not acted on. `gone`: no longer there. `not-found`: the platform claims that the address
 * names no content.
 */
export const itemOutcome = z.enum(["pending", "acted", "restricted", "refused", "gone", "not-found"]);
export type ItemOutcome = z.infer<typeof itemOutcome>;

/**
 * State of the content at an item's address, as a person's browser showed it. `unknown`: the page shows none of
 * the other states.
 */
export const contentState = z.enum(["available", "removed", "withheld", "private", "unknown"]);
export type ContentState = z.infer<typeof contentState>;

/** The place of the check: with this tool in Indonesia, or abroad and entered by a person. */
export const checkLocation = z.enum(["indonesia", "abroad"]);
export type CheckLocation = z.infer<typeof checkLocation>;

/**
 * The ground for a check's location. `declared`: the word of the person who looked, whom a VPN may have taken
 * elsewhere. `partner`: a statement by the partner that the proof names.
 */
export const locationBasis = z.enum(["declared", "partner"]);
export type LocationBasis = z.infer<typeof locationBasis>;

/** Why an item has no picture. `not-received`: taken and sealed, but the device has not sent the file. */
export const noPictureReason = z.enum([
  "statutory",
  "no-permission",
  "not-in-view",
  "not-received",
  "deleted",
]);
export type NoPictureReason = z.infer<typeof noPictureReason>;

/** State of one delivery of a letter over one channel. */
export const dispatchState = z.enum(["queued", "sending", "sent", "by-hand", "failed", "cancelled"]);
export type DispatchState = z.infer<typeof dispatchState>;

/** Acts on a request by a person, the platform or the intake. Append-only. */
export const requestAct = z.enum([
  "made",
  "sent",
  "send-failed",
  "bounced",
  "channel-changed",
  "delivered",
  "acknowledged",
  "answered",
  "reprimanded",
  "checked",
  "withdrawn",
  "restore-made",
  "objected",
]);
export type RequestAct = z.infer<typeof requestAct>;

/** The person or body that objects to a request. */
export const objector = z.enum(["platform", "uploader", "other"]);
export type Objector = z.infer<typeof objector>;

/** `upheld`: the supervisor who heard it proposed a reversal. The case shows the result. */
export const objectionState = z.enum(["open", "upheld", "dismissed"]);
export type ObjectionState = z.infer<typeof objectionState>;
