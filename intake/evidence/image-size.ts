/** Reads a picture's declared size from its first bytes, before anything is unpacked. */

export interface ImageSize {
  width: number;
  height: number;
}

/** Returns undefined if the bytes are no PNG or WebP, or too short. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (latin1(bytes, 12, 4) === "IHDR") return { width: view.getUint32(16), height: view.getUint32(20) };
    return latin1(bytes, 8, 4) === "WEBP" ? webpSize(bytes, view) : undefined;
  } catch {
    return undefined;
  }
}

/** Handles the three kinds of first chunk: https://developers.google.com/speed/webp/docs/riff_container. */
function webpSize(bytes: Uint8Array, view: DataView): ImageSize | undefined {
  const kind = latin1(bytes, 12, 4);
  if (kind === "VP8X") return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (kind === "VP8 ")
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== "VP8L") return undefined;
  const packed = view.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

function uint24(view: DataView, offset: number): number {
  return view.getUint16(offset, true) + view.getUint8(offset + 2) * 0x1_0000;
}

function latin1(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
