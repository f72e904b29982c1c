/** Decodes each picture once, in a worker thread, and caches the result. */

import { createWorkQueue } from "../core/workers/work-queue.ts";
import { type DecodedPicture, withoutPixels } from "./decode-picture.ts";
import { imageSize } from "./image-size.ts";

export interface DecodedPictures {
  /** Caches the newest. Never throws: a picture not decoded in time gets a plain grey veil. */
  get(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture>;
  clear(): void;
}

/** The largest picture takes two seconds on a slow machine. */
const deadlineMs = 10_000;
const maxWaiting = 1_100;

/** About 50 MB unpacked. */
const largePixels = 4_000_000;

function isLarge(bytes: Uint8Array): boolean {
  const size = imageSize(bytes);
  return size !== undefined && size.width * size.height > largePixels;
}

export function createDecodedPictures(mostKept = 2_000): DecodedPictures {
  const kept = new Map<string, Promise<DecodedPicture>>();
  const script = new URL("./picture-worker.ts", import.meta.url);
  const queue = createWorkQueue<Uint8Array<ArrayBuffer>, DecodedPicture>(script, {
    deadlineMs,
    maxWaiting,
    maxHeapMegabytes: 64,
    endsThread: isLarge,
  });

  async function decode(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<DecodedPicture> {
    const decoded = await queue.run(bytes);
    if (decoded.ok) return decoded.value;
    if (decoded.problem.retry === "later") kept.delete(sha256);
    return withoutPixels(bytes);
  }

  return {
    get(sha256, bytes) {
      const cached = kept.get(sha256);
      if (cached) return cached;
      const made = decode(sha256, bytes);
      kept.set(sha256, made);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return made;
    },
    clear: () => kept.clear(),
  };
}
