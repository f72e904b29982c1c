/** Decodes a picture. Slow, with hostile input: call it in a worker thread only. */

import { fileType } from "./file-type.ts";
import { imageSize } from "./image-size.ts";
import { maxPixels, type Pixels } from "./pixels.ts";
import { decodePng } from "./png.ts";
import { decodeWebp } from "./webp.ts";

/**
 * Returns undefined if the picture is too large, of a kind that no browser writes, or no picture. Throws if
 * its bytes are broken.
 */
export async function readPixels(
  bytes: Uint8Array<ArrayBuffer>,
  most = maxPixels,
): Promise<Pixels | undefined> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > most) return undefined;
  return fileType(bytes) === "image/webp" ? decodeWebp(bytes) : decodePng(bytes);
}
