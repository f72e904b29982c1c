/** Outcome checks: what a person's browser showed at the address of a requested item. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { box, ownParts } from "./draft.ts";
import { clock, picture, pixelBox } from "./files.ts";
import { address, id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { checkLocation, contentState, locationBasis, requestKind } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

export const outcomeCheckFormat = "lapor-kominfo/check/1";

/** The part that the device seals. In the no-pixels lane it has no title, and no picture is taken. */
export const outcomeProof = z.strictObject({
  format: z.literal(outcomeCheckFormat),
  itemId: id,
  subject,
  address,
  /** The address that the browser finally showed, after redirects. */
  shownAddress: address,
  site: siteId,
  seen: contentState,
  /** A person stated `seen`, because the page did not show it. */
  stated: z.literal(true).optional(),
  /** Absent: Indonesia. */
  seenFrom: checkLocation.optional(),
  /** Absent: declared. */
  basis: locationBasis.optional(),
  /** The partner whose statement is the basis. */
  partner: shortText(200).optional(),
  /** The place on the page from which the state was read, such as `page #reason: telah dihapus`. */
  source: shortText(300),
  title: shortText(limits.titleChars).optional(),
  /**
   * Taken when the page was read, or why there is none. Its bytes follow the check. Absent in checks by earlier
   * versions.
   */
  picture: picture.optional(),
  /** Parts of the person's own interface that were painted over in it. */
  covered: z.array(pixelBox).min(1).max(limits.redactionCount).optional(),
  /** Device time. `clock` gives the device's offset. */
  checkedAt: instant,
  clock,
  recipeVersion: z.int().min(1),
  extensionVersion: shortText(50),
  browser: shortText(100),
});
export type OutcomeProof = z.infer<typeof outcomeProof>;

/** The kind of place the state was read from, for display. `source` has the exact place. */
const stateSource = z.enum(["notice", "post", "address", "sign-in", "nothing"]);

/** The page script's answer. It describes the post that the page's address names, whatever was expected there. */
export const pageState = z.strictObject({
  site: siteId,
  /** All names of the post found in the address and on the page. Empty if the page names no post. */
  names: z.array(subject).max(limits.aliasCount + 2),
  /** The site asks the user to sign in instead of showing the address. */
  signIn: z.boolean(),
  seen: contentState,
  readFrom: stateSource,
  source: shortText(300),
  address,
  title: z.string().max(limits.titleChars),
  recipeVersion: z.int().min(1),
  /**
   * The part of the tab that may be pictured: the post, or the site's notice without the person's own interface.
   * Absent if neither is in view.
   */
  view: z.strictObject({ box, own: ownParts }).optional(),
});
export type PageState = z.infer<typeof pageState>;

const note = shortText(limits.noteChars);

export const outcomeCheckInput = z.discriminatedUnion("seenFrom", [
  /** Compact JWS (typ `check+jws`) of a check, signed by the key of the device that sends it. */
  z.strictObject({
    id,
    seenFrom: z.literal(checkLocation.enum.indonesia),
    seal: z.string().min(1).max(limits.sealChars),
    note: note.optional(),
  }),
  /**
   * Sealed by a device abroad, or, with `seen` in place of the seal, a statement of the person who enters it. In
   * the no-pixels lane it has no note.
   */
  z
    .strictObject({
      id,
      seenFrom: z.literal(checkLocation.enum.abroad),
      seal: z.string().min(1).max(limits.sealChars).optional(),
      seen: contentState.optional(),
      note: note.optional(),
    })
    .refine(({ seal, seen }) => (seal === undefined) !== (seen === undefined), "either seal or seen"),
]);
export type OutcomeCheckInput = z.infer<typeof outcomeCheckInput>;

/** How the outcome compares with the request; see `policy/request-effect.ts`. */
export const effect = z.enum(["as-asked", "more", "less", "hidden", "none", "not-visible", "unknown"]);
export type Effect = z.infer<typeof effect>;

export const outcomeCheckView = z.object({
  id,
  itemId: id,
  seen: contentState,
  seenFrom: checkLocation,
  at: instant,
  by: z.string(),
  effect,
  note: z.string().optional(),
  /** A person stated it, because the page did not show it. */
  stated: z.literal(true).optional(),
  /** Absent if a person entered it. */
  source: z.string().optional(),
  /** When the address is due again. Absent if no further check is planned. */
  next: instant.optional(),
});
export type OutcomeCheckView = z.infer<typeof outcomeCheckView>;

/** The picture of a sealed check, or why there is none. */
export const checkPicture = z.object({
  checkId: id,
  at: instant,
  by: z.string(),
  seen: contentState,
  seenFrom: checkLocation,
  picture,
  /** State of its bytes. Absent if none was taken. `deleted`: at the end of retention. */
  bytes: z.enum(["here", "awaited", "deleted"]).optional(),
});
export type CheckPicture = z.infer<typeof checkPicture>;

/** Why a check is due: the platform answered, its limit passed, a periodic check, or a new report. */
export const outcomeCheckReason = z.enum(["answered", "limit-over", "again", "reappeared"]);
export type OutcomeCheckReason = z.infer<typeof outcomeCheckReason>;

export const outcomeCheckTask = z.object({
  itemId: id,
  requestId: id,
  /** Number of the request's letter. */
  number: z.string(),
  caseId: id,
  site: siteId,
  subject,
  /** All names of the post, including its subject: a site may redirect to another of them. */
  names: z.array(subject),
  address,
  kind: requestKind,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** True for child sexual abuse material: the check then has no quote and no picture. */
  noPixels: z.boolean(),
  why: outcomeCheckReason,
  dueAt: instant,
  seen: contentState.optional(),
  seenAt: instant.optional(),
});
export type OutcomeCheckTask = z.infer<typeof outcomeCheckTask>;

export const outcomeCheckPage = z.object({
  checks: z.array(outcomeCheckTask),
  /** Number of checks due now, including this page. */
  due: z.int().min(0),
  next: z.string().optional(),
});
export type OutcomeCheckPage = z.infer<typeof outcomeCheckPage>;
