/** How large a picture is by its own first bytes: what is too large to be unpacked is not unpacked. */

import { fileType } from "../../file-type.ts";

export interface Size {
  width: number;
  height: number;
}

/** In pixels; absent for bytes that are neither a PNG nor a WebP. */
export function imageSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = fileType(bytes);
  try {
    if (type === "image/png") return { width: view.getUint32(16), height: view.getUint32(20) };
    return type === "image/webp" ? webpSize(view) : undefined;
  } catch (error) {
    // Fewer bytes than such a picture begins with.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** RFC 9649: the first chunk says which of three forms it is, and each has its own place for the size. */
function webpSize(view: DataView): Size | undefined {
  const form = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)));
  const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (form === "VP8X") return { width: three(24) + 1, height: three(27) + 1 };
  if (form === "VP8 ") {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (form !== "VP8L") return undefined;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
