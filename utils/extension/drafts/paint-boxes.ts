/** Paints parts of a picture black. The new file contains none of the original pixels there. */

import type { ImageFile, PixelBox } from "../../shared/contract/files.ts";
import { digestHex } from "../../shared/seal/digest.ts";

const quality = 0.9;

export interface PaintedPicture {
  file: ImageFile;
  bytes: Uint8Array<ArrayBuffer>;
}

/** `address`: the picture as a data: address. `boxes`: in its pixels. Throws if the browser cannot decode it. */
export async function paintBoxes(address: string, boxes: readonly PixelBox[]): Promise<PaintedPicture> {
  const blob = await (await fetch(address)).blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2D canvas context");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  context.fillStyle = "#000";
  for (const box of boxes) context.fillRect(box.x, box.y, box.width, box.height);
  const painted = await canvas.convertToBlob({ type: blob.type, quality });
  const bytes = new Uint8Array(await painted.arrayBuffer());
  const type = painted.type === "image/webp" ? "image/webp" : "image/png";
  return { file: { sha256: await digestHex(bytes), type, bytes: bytes.length, width, height }, bytes };
}
