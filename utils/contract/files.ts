/** The files of a piece of evidence, what may weaken it, and the clock it was captured by. */

import { z } from "zod";
import { instant, sha256 } from "./ids.ts";
import { limits } from "./limits.ts";

/** A picture by its content address; sizes in device pixels. */
export const imageFile = z.strictObject({
  sha256,
  type: z.enum(["image/webp", "image/png"]),
  bytes: z.int().min(1).max(limits.fileBytes),
  width: z.int().min(1).max(limits.pictureSidePx),
  height: z.int().min(1).max(limits.pictureSidePx),
});
export type ImageFile = z.infer<typeof imageFile>;

/** An inert copy of markup by its content address. */
export const htmlFile = z.strictObject({
  sha256,
  type: z.literal("text/html"),
  bytes: z.int().min(1).max(limits.snapshotBytes),
});
export type HtmlFile = z.infer<typeof htmlFile>;
export type File = ImageFile | HtmlFile;

/**
 * Why there is no picture: no permission for pixels, the organisation's policy or the category forbids them, the post was
 * not to be seen, no room in memory, the person stopped it, the site protects the video, or the browser could not.
 */
export const noPictureReason = z.enum([
  "permission",
  "policy",
  "category",
  "out-of-view",
  "no-room",
  "cancelled",
  "protected",
  "failed",
]);
export type NoPictureReason = z.infer<typeof noPictureReason>;

export const picture = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("taken"),
    file: imageFile,
    /** Of how many captures it was put together, when the post did not fit the view. */
    parts: z.int().min(2).max(limits.pictureParts).optional(),
  }),
  z.strictObject({ state: z.literal("none"), reason: noPictureReason }),
]);
export type Picture = z.infer<typeof picture>;

export const snapshot = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("taken"), file: htmlFile }),
  z.strictObject({ state: z.literal("none"), reason: z.enum(["category", "no-room", "failed", "redacted"]) }),
]);
export type Snapshot = z.infer<typeof snapshot>;

/** What may weaken the evidence; the person is told what to do about it, and says so when they send it all the same. */
export const qualityCode = z.enum([
  "no-permalink",
  "text-truncated",
  "media-not-loaded",
  "partly-covered",
  "partly-outside",
  "login-wall",
  "not-public",
  "page-state",
  "clock-off",
]);
export type QualityCode = z.infer<typeof qualityCode>;

/** In pixels of the picture. */
export const pixelBox = z.strictObject({
  x: z.int().min(0).max(limits.pictureSidePx),
  y: z.int().min(0).max(limits.pictureSidePx),
  width: z.int().min(1).max(limits.pictureSidePx),
  height: z.int().min(1).max(limits.pictureSidePx),
});
export type PixelBox = z.infer<typeof pixelBox>;

/** The intake's clock as this device last heard it. */
export const clock = z.strictObject({
  /** What the intake's answer said. */
  intakeAt: instant,
  /** When it was heard, by the device's clock. */
  heardAt: instant,
  /** Device minus intake, in milliseconds; positive: the device is ahead. */
  offsetMs: z.int(),
});
export type Clock = z.infer<typeof clock>;

export interface EvidenceFiles {
  picture: Picture;
  frame?: Picture | undefined;
  snapshot?: Snapshot | undefined;
}

/** Every file that belongs to evidence. */
export function filesOf({ picture, frame, snapshot }: EvidenceFiles): File[] {
  const all = [picture, frame, snapshot].map((part) => (part?.state === "taken" ? part.file : undefined));
  return all.filter((file) => file !== undefined);
}
