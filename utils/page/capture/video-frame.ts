/** Draws the current frame of a video from its element. Needs no permission. */

import type { NoPictureReason } from "../../shared/contract/files.ts";
import { locate } from "../sites/engine/locate.ts";
import type { Page } from "../sites/engine/page.ts";
import { selectAll } from "../sites/engine/select.ts";
import type { PostRecipe, SiteFields } from "../sites/site.ts";
import { arePicturesAllowed } from "../snapshot/picture-rule.ts";

const longestSidePx = 1_280;
const quality = 0.85;
/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const hasPicture = 2;

export interface FramePlace {
  post: Element;
  recipe: PostRecipe;
  /** The recipe's field readings. */
  fields: SiteFields["fields"][number] | undefined;
  page: Page;
}

/**
 * A data: address, or why there is none; undefined if the post has no video. The frame is captured
 * synchronously, so that it matches the fields read just before.
 */
export function videoFrame(place: FramePlace): Promise<string | NoPictureReason> | undefined {
  const { recipe, fields } = place;
  if (recipe.kind !== "video" && !fields?.timecodeSeconds) return undefined;
  if (!arePicturesAllowed()) return Promise.resolve("policy");
  const video = shownVideo(place);
  // An advertisement replaces the video, or the video is not on this page.
  if (!video) return fields?.timecodeSeconds ? Promise.resolve("out-of-view") : undefined;
  if (video.mediaKeys) return Promise.resolve("protected");
  if (video.readyState < hasPicture || video.videoWidth === 0) return Promise.resolve("failed");
  return draw(video);
}

function shownVideo({ post, recipe, fields, page }: FramePlace): HTMLVideoElement | undefined {
  const readings = fields?.timecodeSeconds;
  const elements = readings
    ? readings.flatMap((reading) => locate(reading, post, recipe, page))
    : selectAll(post, "video");
  return elements
    .filter((element) => element instanceof HTMLVideoElement)
    .sort((one, other) => areaOf(other) - areaOf(one))[0];
}

function areaOf(element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return width * height;
}

function draw(video: HTMLVideoElement): Promise<string | NoPictureReason> {
  const { width, height } = fitInside(video.videoWidth, video.videoHeight, longestSidePx);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve("failed");
  context.drawImage(video, 0, 0, width, height);
  return canvas
    .convertToBlob({ type: "image/webp", quality })
    .then(readAsDataAddress)
    .catch((error: unknown) => ((error as Error).name === "SecurityError" ? "protected" : "failed"));
}

/** In Firefox a blob's bytes belong to the page and a content script cannot read them; it can read a string. */
function readAsDataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Returns the largest size with the same aspect ratio whose longer side is at most `sidePx`. Never enlarges. */
export function fitInside(width: number, height: number, sidePx: number): { width: number; height: number } {
  const scale = Math.min(1, sidePx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
