/** Encodes a canvas as a picture file within the limits of size and format. Needs no document. */

import type { ImageFile } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { digestHex } from "../../shared/seal/digest.ts";

export interface EncodedPicture {
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
 * WebP, or PNG if the browser cannot write WebP or a side exceeds WebP's limit. Scaled down if the file would
 * be too large.
 */
export async function encode(canvas: OffscreenCanvas): Promise<EncodedPicture> {
  let scale = 1;
  for (let drawn = canvas; ; drawn = scaled(canvas, scale)) {
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

function scaled(canvas: OffscreenCanvas, scale: number): OffscreenCanvas {
  const width = Math.max(1, Math.floor(canvas.width * scale));
  const height = Math.max(1, Math.floor(canvas.height * scale));
  const drawn = new OffscreenCanvas(width, height);
  const context = drawn.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no 2D canvas context");
  context.imageSmoothingQuality = "high";
  context.drawImage(canvas, 0, 0, width, height);
  return drawn;
}
