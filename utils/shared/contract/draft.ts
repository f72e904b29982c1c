/** Data of a click from the page script, and the draft that the form shows. Kept in memory only. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import { evidence } from "./evidence.ts";
import { noPictureReason, pixelBox } from "./files.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { knownSubjectState } from "./known-subjects.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { subject } from "./site.ts";

/** The post's box in CSS pixels of its viewport, used to crop a picture of the tab. */
export const box = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().min(0),
  height: z.number().min(0),
  devicePixelRatio: z.number().min(0.1).max(10),
});
export type Box = z.infer<typeof box>;

/** A post in one of Telegram's web clients, not known to be public. Not captured until its public link is checked. */
export const linkQuestion = z.strictObject({
  channelId: z.string().regex(/^\d{1,20}$/),
  messageId: z.string().regex(/^\d{1,20}$/),
});
export type LinkQuestion = z.infer<typeof linkQuestion>;

/**
 * The public name of a chat and its source: a link that the person pasted, the link on the chat's profile, or a
 * link checked earlier for another message of the same chat in the same tab.
 */
export const checkedLink = z.strictObject({
  name: z.string().regex(/^[a-z]\w{3,31}$/),
  from: z.enum(["pasted", "profile", "earlier"]),
});
export type CheckedLink = z.infer<typeof checkedLink>;

/** Evidence without files and clock, which the background adds. */
export const capturedEvidence = evidence.omit({ picture: true, frame: true, snapshot: true, clock: true });
export type CapturedEvidence = z.infer<typeof capturedEvidence>;

/**
 * The message's link, built from the profile open beside it. That may be another chat's profile, so the link is
 * unchecked.
 */
const profileLink = shortText(limits.addressChars).optional();

/** With more than `redactionCount`, some may be left out. Then there is no picture. */
export const ownParts = z.array(box).max(limits.redactionCount + 1);

/** One capture of a post taller than the view. `box` shows the post from its device pixel row `at` on. */
export const pictureStrip = z.strictObject({
  at: z.int().min(0).max(limits.pictureSidePx),
  box,
  own: ownParts,
});
export type PictureStrip = z.infer<typeof pictureStrip>;
/** Requested redactions: boxes on pictures, and words (such as bystanders' names) wherever they occur. */
export const askedRedaction = z.strictObject({
  boxes: z
    .array(z.strictObject({ file: z.enum(["picture", "frame"]), box: pixelBox }))
    .max(limits.redactionCount),
  words: z.array(shortText(limits.nameChars)).max(50),
});
export type AskedRedaction = z.infer<typeof askedRedaction>;

/** A complete inert copy of a post's markup as HTML, or why there is none. */
export const markupCopy = z.union([
  z.enum(["no-room", "failed"]),
  z.string().startsWith("<!doctype html>").max(limits.snapshotBytes),
]);

const capturedPost = z.strictObject({
  evidence: capturedEvidence,
  box: box.nullable(),
  /** Parts of the user's own interface (their avatar, a compose box) inside the box; painted over. */
  own: ownParts.optional(),
  /** Number of partial captures in the background, if the post did not fit the view. */
  parts: z.int().min(1).max(limits.pictureParts).optional(),
  noPicture: noPictureReason.optional(),
  /** The video frame at the moment of the click as a data: address, or why there is none. */
  frame: z.union([z.string().max(limits.fileBytes * 2), noPictureReason]).optional(),
});

/** A selected post that is not part of the set, because it changed or there was no room. */
export const excludedPost = z.strictObject({ subject, problem });
export type ExcludedPost = z.infer<typeof excludedPost>;

export const draftOpening = z.discriminatedUnion("state", [
  capturedPost.extend({ state: z.literal("captured") }),
  z.strictObject({
    state: z.literal("set"),
    posts: z.array(capturedPost).min(1).max(limits.setPosts),
    dropped: z.array(excludedPost).max(limits.setPosts),
  }),
  z.strictObject({ state: z.literal("link-needed"), question: linkQuestion, profileLink }),
  z.strictObject({ state: z.literal("refused"), problem }),
]);
export type Opening = z.infer<typeof draftOpening>;
/** One post as the page script sends it. */
export type CapturedPost = z.infer<typeof capturedPost>;

export const draftPost = z.object({
  evidence,
  /** Evidence files as data: addresses, keyed by SHA-256. In memory only; discarded with the draft. */
  files: z.record(sha256, z.string()),
  reportedAt: instant.optional(),
  /** From the known-subjects filter, which has false positives. Absent if the device has its own report. */
  maybeReported: knownSubjectState.optional(),
});
export type DraftPost = z.infer<typeof draftPost>;

/** Words of an earlier form for the same posts that was not sent. */
export const keptWords = z.strictObject({
  /** The no-pixels lane keeps no words. */
  category: categoryCode.exclude(["PORNO_ANAK"]).optional(),
  note: z.string().max(limits.keptChars),
  notPublicReason: z.string().max(limits.keptChars),
});
export type KeptWords = z.infer<typeof keptWords>;

const words = keptWords.optional();

export const draft = z.discriminatedUnion("state", [
  draftPost.extend({ state: z.literal("captured"), id, words }),
  z.object({ state: z.literal("set"), id, posts: z.array(draftPost), dropped: z.array(excludedPost), words }),
  z.object({ state: z.literal("link-needed"), id, question: linkQuestion, profileLink }),
  z.object({ state: z.literal("refused"), id, problem }),
]);
export type Draft = z.infer<typeof draft>;

/** The page's answer to a request to capture its post again. */
export const captureAnswer = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), problem }),
]);

/** The page's answer to whether it still shows what was read. */
export const pageRecheck = z.object({
  /** Indexes of the draft's posts that have changed. */
  changed: z.array(z.int().min(0)),
  /** One entry per post of the draft, in order; null if there is no markup to copy. */
  copies: z.array(markupCopy.nullable()),
  /** True if the page was visible throughout. Otherwise a picture may show another tab. */
  inView: z.boolean(),
});
export type PageRecheck = z.infer<typeof pageRecheck>;
