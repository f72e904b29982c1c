/** Evidence files, quality warnings, and the clock of a capture. */

import { z } from "zod";
import { instant, sha256 } from "./ids.ts";
import { limits } from "./limits.ts";

/** A content-addressed picture. Width and height in device pixels. */
export const imageFile = z.strictObject({
  sha256,
  type: z.enum(["image/webp", "image/png"]),
  bytes: z.int().min(1).max(limits.fileBytes),
  width: z.int().min(1).max(limits.pictureSidePx),
  height: z.int().min(1).max(limits.pictureSidePx),
});
export type ImageFile = z.infer<typeof imageFile>;

/** A content-addressed inert copy of markup. */
export const htmlFile = z.strictObject({
  sha256,
  type: z.literal("text/html"),
  bytes: z.int().min(1).max(limits.snapshotBytes),
});
export type HtmlFile = z.infer<typeof htmlFile>;
export type File = ImageFile | HtmlFile;

/**
 * Why there is no picture: no permission to capture; forbidden by policy or by the category; the post was not
 * in view; no room in memory; cancelled by the person; a protected video; or a browser failure.
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
    /** Number of captures it was stitched from, if the post did not fit the view. */
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

/** Weaknesses of the evidence. The form shows how to fix each one, or lets the person confirm sending anyway. */
export const qualityCode = z.enum([
  "no-permalink",
  "text-truncated",
  "media-not-loaded",
  "partly-covered",
  "partly-outside",
  "login-wall",
  "not-public",
  "page-state",
  "by-structure",
  "clock-off",
]);
export type QualityCode = z.infer<typeof qualityCode>;

export const pixelBox = z.strictObject({
  x: z.int().min(0).max(limits.pictureSidePx),
  y: z.int().min(0).max(limits.pictureSidePx),
  width: z.int().min(1).max(limits.pictureSidePx),
  height: z.int().min(1).max(limits.pictureSidePx),
});
export type PixelBox = z.infer<typeof pixelBox>;

/** The device's last reading of the intake's clock. */
export const clock = z.strictObject({
  intakeAt: instant,
  /** Device time of that response. */
  heardAt: instant,
  /** Device minus intake in milliseconds; positive if the device is ahead. */
  offsetMs: z.int(),
});
export type Clock = z.infer<typeof clock>;

export interface EvidenceFiles {
  picture: Picture;
  frame?: Picture | undefined;
  snapshot?: Snapshot | undefined;
}

export function filesOf({ picture, frame, snapshot }: EvidenceFiles): File[] {
  const all = [picture, frame, snapshot].map((part) => (part?.state === "taken" ? part.file : undefined));
  return all.filter((file) => file !== undefined);
}
