/** Checks: what a person's browser was shown at the address of something that a request asked for. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { clock } from "./files.ts";
import { address, id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { requestKind, seenFrom, seenState } from "./request-state.ts";
import { siteId, subject } from "./site.ts";

export const checkFormat = "lapor-kominfo/check/1";

/** What the device seals. In the no-pixels lane it has neither title nor picture. */
export const checkProof = z.strictObject({
  format: z.literal(checkFormat),
  itemId: id,
  subject,
  /** Which was to be looked at. */
  address,
  /** Which the browser showed in the end: sites lead on to the address they prefer. */
  shownAddress: address,
  site: siteId,
  seen: seenState,
  /** Where on the page that was read, such as `page #reason: telah dihapus`. */
  source: shortText(300),
  title: shortText(limits.titleChars).optional(),
  pictureSha256: sha256.optional(),
  /** By the device's clock; `clock` says how far that is off. */
  checkedAt: instant,
  clock,
  recipeVersion: z.int().min(1),
  extensionVersion: shortText(50),
  browser: shortText(100),
});
export type CheckProof = z.infer<typeof checkProof>;

/** What kind of place a state was read from, for people; `source` says it to the letter. */
const readFrom = z.enum(["notice", "post", "address", "sign-in", "nothing"]);

/** What the script in the page answers: of whatever the page's address names, never of what somebody expects there. */
export const pageState = z.strictObject({
  site: siteId,
  /** Every name of it that address and page tell; none on a page that names nothing. */
  names: z.array(subject).max(limits.aliasCount + 2),
  /** The site asks to sign in instead of showing the address. */
  signIn: z.boolean(),
  seen: seenState,
  readFrom,
  source: shortText(300),
  address,
  title: z.string().max(limits.titleChars),
  recipeVersion: z.int().min(1),
});
export type PageState = z.infer<typeof pageState>;

const note = shortText(limits.noteChars);

export const checkInput = z.discriminatedUnion("seenFrom", [
  /** Compact JWS (typ `check+jws`) of a check by the key of the device that sends it. */
  z.strictObject({
    id,
    seenFrom: z.literal(seenFrom.enum.indonesia),
    seal: z.string().min(1).max(limits.sealChars),
    note: note.optional(),
  }),
  /** Nobody's browser vouches for it: it counts as what a person says, with who looked; in the no-pixels lane without a word. */
  z.strictObject({ id, seenFrom: z.literal(seenFrom.enum.abroad), seen: seenState, note: note.optional() }),
]);
export type CheckInput = z.infer<typeof checkInput>;

/** What a look means for what was asked; see `policy/outcome.ts`. */
export const effect = z.enum(["as-asked", "more", "less", "hidden", "none", "not-visible", "unknown"]);
export type Effect = z.infer<typeof effect>;

export const checkView = z.object({
  id,
  itemId: id,
  seen: seenState,
  seenFrom,
  at: instant,
  by: z.string(),
  effect,
  note: z.string().optional(),
  /** Absent: entered by a person. */
  source: z.string().optional(),
  /** When its address is to be looked at again; absent: no more. */
  next: instant.optional(),
});
export type CheckView = z.infer<typeof checkView>;

/** Why an address is to be looked at: the platform answered, its limit passed, as before, or it was reported again. */
export const checkWhy = z.enum(["answered", "limit-over", "again", "reappeared"]);
export type CheckWhy = z.infer<typeof checkWhy>;

export const checkTask = z.object({
  itemId: id,
  requestId: id,
  /** Of the request's letter. */
  number: z.string(),
  caseId: id,
  site: siteId,
  subject,
  /** What else the same post is called, itself included: a site may lead on to another of its names. */
  names: z.array(subject),
  address,
  kind: requestKind,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  /** Of child sexual abuse material: nothing that quotes or shows goes into the check. */
  noPixels: z.boolean(),
  why: checkWhy,
  dueAt: instant,
  /** As last seen from Indonesia. */
  seen: seenState.optional(),
  seenAt: instant.optional(),
});
export type CheckTask = z.infer<typeof checkTask>;

export const checkPage = z.object({
  checks: z.array(checkTask),
  /** How many are due by now, this page included. */
  due: z.int().min(0),
  next: z.string().optional(),
});
export type CheckPage = z.infer<typeof checkPage>;
