/** Unpacks a picture. Slow, and on hostile bytes: only in a worker thread. */

import { fileType } from "./file-type.ts";
import { imageSize } from "./image-size.ts";
import { maxPixels, type Pixels } from "./pixels.ts";
import { decodePng } from "./png.ts";
import { decodeWebp } from "./webp.ts";

/** Undefined for a picture that is too large to unpack, of a kind no browser writes, or none; throws where its bytes are broken. */
export async function readPixels(
  bytes: Uint8Array<ArrayBuffer>,
  most = maxPixels,
): Promise<Pixels | undefined> {
  const size = imageSize(bytes);
  if (!size || size.width * size.height > most) return undefined;
  return fileType(bytes) === "image/webp" ? decodeWebp(bytes) : decodePng(bytes);
}
