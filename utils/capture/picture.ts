/** Cuts posts out of a picture of their tab, in device pixels; runs in the background, which has no document. */

import type { Box } from "../contract/draft.ts";
import type { ImageFile, Picture } from "../contract/files.ts";
import { digestHex } from "../seal/digest.ts";

export interface TakenPicture {
  file: ImageFile;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The part of the box that the viewport shows, in device pixels of the picture; null when nothing of it does. */
export function visiblePart(
  box: Box,
  widthPx: number,
  heightPx: number,
): { x: number; y: number; width: number; height: number } | null {
  const scale = box.devicePixelRatio;
  const left = Math.max(0, Math.floor(box.x * scale));
  const top = Math.max(0, Math.floor(box.y * scale));
  const right = Math.min(widthPx, Math.ceil((box.x + box.width) * scale));
  const bottom = Math.min(heightPx, Math.ceil((box.y + box.height) * scale));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

export type Cut = TakenPicture | Extract<Picture, { state: "none" }>;

/**
 * @param tabPicture PNG of the tab's viewport as a data: address
 * @param boxes where the posts are in it; null for those out of view
 * @returns each post as WebP (PNG where the browser cannot write WebP), or why there is none
 */
export async function cutPictures(tabPicture: string, boxes: readonly (Box | null)[]): Promise<Cut[]> {
  const bitmap = await createImageBitmap(await (await fetch(tabPicture)).blob());
  const cuts: Cut[] = [];
  // One after the other: a canvas of each at once would take as much memory as all of them.
  for (const box of boxes) {
    cuts.push(box ? await cut(bitmap, box).catch(() => failed) : { state: "none", reason: "out-of-view" });
  }
  bitmap.close();
  return cuts;
}

const failed = { state: "none", reason: "failed" } as const;

async function cut(bitmap: ImageBitmap, box: Box): Promise<Cut> {
  const part = visiblePart(box, bitmap.width, bitmap.height);
  if (!part) return { state: "none", reason: "out-of-view" };
  const canvas = new OffscreenCanvas(part.width, part.height);
  const context = canvas.getContext("2d");
  if (!context) return failed;
  context.drawImage(bitmap, part.x, part.y, part.width, part.height, 0, 0, part.width, part.height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const type = blob.type === "image/webp" ? "image/webp" : "image/png";
  return {
    file: {
      sha256: await digestHex(bytes),
      type,
      bytes: bytes.length,
      width: part.width,
      height: part.height,
    },
    bytes,
  };
}

/** The picture as a data: address, for showing and for keeping in memory. */
export function toDataAddress({ file, bytes }: TakenPicture): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return `data:${file.type};base64,${btoa(binary)}`;
}

export function fromDataAddress(dataAddress: string): Uint8Array<ArrayBuffer> {
  const binary = atob(dataAddress.slice(dataAddress.indexOf(",") + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
