/**
 * Crops posts from pictures of their tab and stitches partial captures, in device pixels. Runs in the
 * background.
 */

import type { Box } from "../../shared/contract/draft.ts";
import type { ImageFile, NoPictureReason, PixelBox } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { digestHex } from "../../shared/seal/digest.ts";

interface EncodedPicture {
  file: ImageFile;
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels of the file per pixel of the canvas; below 1 if the picture was scaled down. */
  scale: number;
}

/** Maximum side length in WebP. */
const webpSidePx = 16_383;
const quality = 0.9;
const smaller = 0.75;

/**
 * WebP, or PNG if the browser cannot write WebP or a side exceeds WebP's limit. Scaled down if the file
 * would be too large. Needs no document.
 */
async function encode(canvas: OffscreenCanvas): Promise<EncodedPicture> {
  let scale = 1;
  for (let drawn = canvas; ; drawn = shrunk(canvas, scale)) {
    const longest = Math.max(drawn.width, drawn.height);
    const wanted = longest > webpSidePx ? "image/png" : "image/webp";
    const blob = await drawn.convertToBlob({ type: wanted, quality });
    if (blob.size <= limits.fileBytes) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const type = blob.type === "image/webp" ? "image/webp" : "image/png";
      const file = {
        sha256: await digestHex(bytes),
        type,
        bytes: bytes.length,
        width: drawn.width,
        height: drawn.height,
      } as const;
      return { file, bytes, scale };
    }
    scale = longest > webpSidePx ? webpSidePx / longest : scale * smaller;
  }
}

function shrunk(canvas: OffscreenCanvas, scale: number): OffscreenCanvas {
  const width = Math.max(1, Math.floor(canvas.width * scale));
  const height = Math.max(1, Math.floor(canvas.height * scale));
  const drawn = new OffscreenCanvas(width, height);
  const context = drawn.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no 2D canvas context");
  context.imageSmoothingQuality = "high";
  context.drawImage(canvas, 0, 0, width, height);
  return drawn;
}

/** The result for one post. */
export type PictureCut = (EncodedPicture & { own: PixelBox[] }) | { state: "none"; reason: NoPictureReason };

/** A post's box in a picture of the tab, and the user's own interface parts inside it. */
export interface PictureRegion {
  box: Box;
  own: readonly Box[];
}

export interface PicturePiece {
  bitmap: ImageBitmap;
  own: PixelBox[];
}

/** A colour that cannot be mistaken for a part of the post. */
const coverColour = "#8a9099";
/** Tolerance for rounding errors of dividing and multiplying by the pixel ratio. */
const tinyPx = 1e-3;

/** Returns the part of the box inside the picture, in device pixels; null if there is none. */
export function visiblePart(box: Box, widthPx: number, heightPx: number): PixelBox | null {
  const scale = box.devicePixelRatio;
  const left = Math.max(0, Math.floor(box.x * scale + tinyPx));
  const top = Math.max(0, Math.floor(box.y * scale + tinyPx));
  const right = Math.min(widthPx, Math.ceil((box.x + box.width) * scale - tinyPx));
  const bottom = Math.min(heightPx, Math.ceil((box.y + box.height) * scale - tinyPx));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** Returns the boxes to paint over, in pixels of the part. */
export function ownBoxesIn(part: PixelBox, own: readonly Box[]): PixelBox[] {
  return own.flatMap((box) => {
    const left = Math.max(0, Math.floor(box.x * box.devicePixelRatio) - part.x);
    const top = Math.max(0, Math.floor(box.y * box.devicePixelRatio) - part.y);
    const right = Math.min(part.width, Math.ceil((box.x + box.width) * box.devicePixelRatio) - part.x);
    const bottom = Math.min(part.height, Math.ceil((box.y + box.height) * box.devicePixelRatio) - part.y);
    return right > left && bottom > top
      ? [{ x: left, y: top, width: right - left, height: bottom - top }]
      : [];
  });
}

/**
 * @param tabPicture PNG of the tab's viewport as a data: address.
 * @returns One cut per post. A post that is not in the picture has the reason `out-of-view`.
 */
export async function cutPictures(
  tabPicture: string,
  wanted: readonly (PictureRegion | null)[],
): Promise<PictureCut[]> {
  const bitmap = await decode(tabPicture);
  const cuts: PictureCut[] = [];
  // Sequential, because the canvases of all posts at once would use too much memory.
  for (const cut of wanted) {
    const part = cut && visiblePart(cut.box, bitmap.width, bitmap.height);
    if (!cut || !part) cuts.push({ state: "none", reason: "out-of-view" });
    else if (isIncomplete(cut)) cuts.push(failed);
    else cuts.push(await draw([{ bitmap, from: part, own: ownBoxesIn(part, cut.own) }]).catch(() => failed));
  }
  bitmap.close();
  return cuts;
}

/**
 * Returns undefined if the picture does not show the whole box, because the tab has changed, or if parts may stay
 * unpainted.
 */
export async function cutPiece(tabPicture: string, region: PictureRegion): Promise<PicturePiece | undefined> {
  if (isIncomplete(region)) return undefined;
  const { box, own } = region;
  const bitmap = await decode(tabPicture);
  const part = visiblePart(box, bitmap.width, bitmap.height);
  const isWhole = part?.height === Math.round(box.height * box.devicePixelRatio);
  const piece =
    part && isWhole
      ? {
          bitmap: await createImageBitmap(bitmap, part.x, part.y, part.width, part.height),
          own: ownBoxesIn(part, own),
        }
      : undefined;
  bitmap.close();
  return piece;
}

/** Stitches pieces vertically into one picture. */
export function stitch(pieces: readonly PicturePiece[]): Promise<PictureCut> {
  return draw(
    pieces.map(({ bitmap, own }) => ({
      bitmap,
      own,
      from: { x: 0, y: 0, width: bitmap.width, height: bitmap.height },
    })),
  ).catch(() => failed);
}

const failed = { state: "none", reason: "failed" } as const;

/** The page names at most one part more, so others may stay unpainted. */
function isIncomplete({ own }: PictureRegion): boolean {
  return own.length > limits.redactionCount;
}

async function decode(dataAddress: string): Promise<ImageBitmap> {
  return createImageBitmap(await (await fetch(dataAddress)).blob());
}

interface Strip extends PicturePiece {
  /** Area of the bitmap. */
  from: PixelBox;
}

async function draw(strips: readonly Strip[]): Promise<PictureCut> {
  const width = Math.min(...strips.map(({ from }) => from.width));
  const height = strips.reduce((sum, { from }) => sum + from.height, 0);
  if (height > limits.pictureSidePx || width > limits.pictureSidePx) return failed;
  const canvas = new OffscreenCanvas(width, height);
  // Read once and never displayed, so the canvas stays in main memory.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return failed;
  context.fillStyle = coverColour;
  const own: PixelBox[] = [];
  let y = 0;
  for (const { bitmap, from, own: boxes } of strips) {
    context.drawImage(bitmap, from.x, from.y, width, from.height, 0, y, width, from.height);
    for (const box of boxes) {
      context.fillRect(box.x, y + box.y, box.width, box.height);
      own.push({ ...box, y: y + box.y, width: Math.min(box.width, width - box.x) });
    }
    y += from.height;
  }
  const encoded = await encode(canvas);
  return { ...encoded, own: own.map((box) => scaled(box, encoded)) };
}

/** Rounds outwards, within the file. */
function scaled({ x, y, width, height }: PixelBox, { scale, file }: EncodedPicture): PixelBox {
  if (scale === 1) return { x, y, width, height };
  const left = Math.min(file.width - 1, Math.floor(x * scale));
  const top = Math.min(file.height - 1, Math.floor(y * scale));
  const right = Math.min(file.width, Math.ceil((x + width) * scale));
  const bottom = Math.min(file.height, Math.ceil((y + height) * scale));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}
