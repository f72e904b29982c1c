/** What the page's script hands over about a click, and the draft that the form shows: in memory only. */

import { z } from "zod";
import { evidence } from "./evidence.ts";
import { noPictureReason, pixelBox } from "./files.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { problem } from "./problem.ts";
import { reportedState } from "./reported.ts";
import { subject } from "./site.ts";

/** The post's box in CSS pixels of its viewport, for cutting it out of a picture of the tab. */
export const box = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().min(0),
  height: z.number().min(0),
  devicePixelRatio: z.number().min(0.1).max(10),
});
export type Box = z.infer<typeof box>;

/** A post in Telegram Web A, not shown to be public: nothing is captured until its public link is checked. */
export const linkQuestion = z.strictObject({
  channelId: z.string().regex(/^\d{1,20}$/),
  messageId: z.string().regex(/^\d{1,20}$/),
});
export type LinkQuestion = z.infer<typeof linkQuestion>;

/**
 * The public name of a chat, and which link showed it: one that the person pasted, the one on the chat's profile, or
 * that of another message, earlier in the same chat and tab.
 */
export const checkedLink = z.strictObject({
  name: z.string().regex(/^[a-z]\w{3,31}$/),
  from: z.enum(["pasted", "profile", "earlier"]),
});
export type CheckedLink = z.infer<typeof checkedLink>;

/** Evidence without its files and the clock: those are added by the background. */
export const captured = evidence.omit({ picture: true, frame: true, snapshot: true, clock: true });
export type Captured = z.infer<typeof captured>;

/** The message's link by the profile that is open beside it, which may be another chat's: to be checked first. */
const profileLink = shortText(limits.addressChars).optional();

const ownParts = z.array(box).max(50);

/** One capture of a post that is higher than the view: `box` shows the post from its device pixel row `at` on. */
export const part = z.strictObject({
  at: z.int().min(0).max(limits.pictureSidePx),
  box,
  own: ownParts,
});
export type Part = z.infer<typeof part>;
/** What a person wants unreadable: boxes on pictures, and words (names of bystanders) wherever they stand. */
export const askedRedaction = z.strictObject({
  boxes: z
    .array(z.strictObject({ file: z.enum(["picture", "frame"]), box: pixelBox }))
    .max(limits.redactionCount),
  words: z.array(shortText(limits.nameChars)).max(50),
});
export type AskedRedaction = z.infer<typeof askedRedaction>;

/** An inert copy of a post's markup, whole, as HTML; or why there is none. */
export const markupCopy = z.union([
  z.enum(["no-room", "failed"]),
  z.string().startsWith("<!doctype html>").max(limits.snapshotBytes),
]);

const seen = z.strictObject({
  evidence: captured,
  box: box.nullable(),
  /** Parts of the person's own page (their face, a box to write in) that lie in the box: painted over. */
  own: ownParts.optional(),
  /** How many captures of parts the background holds: the view could not show the post whole. */
  parts: z.int().min(1).max(limits.pictureParts).optional(),
  /** Why no picture is to be taken. */
  noPicture: noPictureReason.optional(),
  /** A video's picture at the moment of the click as a data: address, or why there is none. */
  frame: z.union([z.string().max(limits.fileBytes * 2), noPictureReason]).optional(),
});

/** A post that was marked and is not in the set: it is no longer what it was, or there is no room. */
export const dropped = z.strictObject({ subject, problem });
export type Dropped = z.infer<typeof dropped>;

export const opening = z.discriminatedUnion("state", [
  seen.extend({ state: z.literal("captured") }),
  z.strictObject({
    state: z.literal("set"),
    posts: z.array(seen).min(1).max(limits.setPosts),
    dropped: z.array(dropped).max(limits.setPosts),
  }),
  z.strictObject({ state: z.literal("link-needed"), question: linkQuestion, profileLink }),
  z.strictObject({ state: z.literal("refused"), problem }),
]);
export type Opening = z.infer<typeof opening>;
/** One post as the page's script hands it over. */
export type Seen = z.infer<typeof seen>;

export const draftPost = z.object({
  evidence,
  /** Each file of the evidence as a data: address, by its SHA-256; in memory only, gone with the draft. */
  files: z.record(sha256, z.string()),
  /** The person's own earlier report of the same subject, if this device has one. */
  reportedAt: instant.optional(),
  /** Somebody may have reported it: what this device's filter says, where there is no report of its own. */
  maybeReported: reportedState.optional(),
});
export type DraftPost = z.infer<typeof draftPost>;

export const draft = z.discriminatedUnion("state", [
  draftPost.extend({ state: z.literal("captured"), id }),
  z.object({ state: z.literal("set"), id, posts: z.array(draftPost), dropped: z.array(dropped) }),
  z.object({ state: z.literal("link-needed"), id, question: linkQuestion, profileLink }),
  z.object({ state: z.literal("refused"), id, problem }),
]);
export type Draft = z.infer<typeof draft>;

/** What the page says when it is asked whether it is still what was read. */
export const stillThere = z.object({
  /** Places in the opening of the posts that read otherwise by now. */
  changed: z.array(z.int().min(0)),
  /** Of each post in the opening, by its place; null where there is nothing to copy. */
  copies: z.array(markupCopy.nullable()),
  /** Whether the page was in view all the while: a picture may show another tab otherwise. */
  inView: z.boolean(),
});
export type StillThere = z.infer<typeof stillThere>;
