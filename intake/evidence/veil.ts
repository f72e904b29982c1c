/** A picture as it may be seen by whoever opens a case: a few grey spots that tell light from dark and nothing else. */

import { encode } from "fast-png";
import { type ImageSize, imageSize } from "./image-size.ts";
import { average, readPixels } from "./pixels.ts";

const widthPx = 24;
const mostHeightPx = 240;
const plainGrey = 128;

export interface Veils {
  /** PNG; made once and kept while it is among the newest. Never fails: what cannot be read is plain grey. */
  of(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets go of all that are kept. */
  forget(): void;
}

/** Pictures are unpacked one after the other, so that memory holds one at a time. */
export function createVeils(mostKept = 2_000): Veils {
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    of(sha256, bytes) {
      const known = kept.get(sha256);
      if (known) return known;
      const made = last.then(() => veil(bytes));
      last = made;
      kept.set(sha256, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return made;
    },
    forget: () => kept.clear(),
  };
}

async function veil(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const size = imageSize(bytes);
  const small = smallOf(size);
  const pixels = await readPixels(bytes).catch(() => undefined);
  const grey = pixels && average(pixels, small);
  const data = grey ?? new Uint8Array(small.width * small.height).fill(plainGrey);
  return new Uint8Array(encode({ ...small, data, channels: 1, depth: 8 }));
}

/** Of the picture's own shape, as far as that is a shape to be shown. */
function smallOf(size: ImageSize | undefined): ImageSize {
  const ratio = size && size.width > 0 && size.height > 0 ? size.height / size.width : 0.6;
  return { width: widthPx, height: Math.min(mostHeightPx, Math.max(1, Math.round(widthPx * ratio))) };
}
