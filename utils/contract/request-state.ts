/** The states of what goes to a platform after a decision, of what it asks for, and of what became of that. */

import { z } from "zod";

/** `order`: to act on content; `restore`: to put back what an earlier order took away. */
export const requestKind = z.enum(["order", "restore"]);
export type RequestKind = z.infer<typeof requestKind>;

/** What goes out for a request: itself, and the reprimands (surat teguran) after an unanswered limit. */
export const letterKind = z.enum(["request", "st1", "st2", "st3"]);
export type LetterKind = z.infer<typeof letterKind>;

/**
 * `queued`: waits for its channel. `by-hand`: a person brings it there and then says so. `sent`: the channel took it, the
 * clock runs. `undelivered`: it did not arrive, another channel or try is needed. `answered`: the platform said something
 * about each item. `withdrawn`: ended by a person or a reversal before it was answered.
 */
export const requestState = z.enum(["queued", "by-hand", "sent", "undelivered", "answered", "withdrawn"]);
export type RequestState = z.infer<typeof requestState>;

/**
 * What the platform said of one item. `acted`: as asked; `restricted`: in Indonesia alone, where more was asked; `refused`: it stays;
 * `gone`: it was not there any more; `not-found`: it says that the address names nothing.
 */
export const itemOutcome = z.enum(["pending", "acted", "restricted", "refused", "gone", "not-found"]);
export type ItemOutcome = z.infer<typeof itemOutcome>;

/** What a person's browser was shown at an item's address. `unknown`: nothing that says one of the others. */
export const seenState = z.enum(["available", "removed", "withheld", "private", "unknown"]);
export type SeenState = z.infer<typeof seenState>;

/** From where it was looked at: with this tool from Indonesia, or entered by a person about elsewhere. */
export const seenFrom = z.enum(["indonesia", "abroad"]);
export type SeenFrom = z.infer<typeof seenFrom>;

/** Why an item comes without a picture. */
export const noPictureReason = z.enum(["statutory", "no-permission", "not-in-view", "deleted"]);
export type NoPictureReason = z.infer<typeof noPictureReason>;

/** Of one letter on its way over one channel. */
export const dispatchState = z.enum(["queued", "sending", "sent", "by-hand", "failed", "cancelled"]);
export type DispatchState = z.infer<typeof dispatchState>;

/** What happened to a request, by a person, the platform or the intake itself; append-only. */
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

/** Who objects to what was done by a request. */
export const objector = z.enum(["platform", "uploader", "other"]);
export type Objector = z.infer<typeof objector>;

/** `upheld`: a reversal was proposed by who heard it; what became of that stands in the case. */
export const objectionState = z.enum(["open", "upheld", "dismissed"]);
export type ObjectionState = z.infer<typeof objectionState>;
