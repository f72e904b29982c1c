/** Fingerprints pictures in the background, one at a time to limit memory. */

import { logLine } from "../core/log.ts";
import type { DecodedPictures } from "./decoded-pictures.ts";
import type { EvidenceFiles } from "./evidence-files.ts";
import { readEvidence } from "./read-evidence.ts";

export interface ArrivedPicture {
  reportId: string;
  sha256: string;
}

export interface PictureHasher {
  /**
   * Never throws. A picture that finds no room or is interrupted by a stop gets no fingerprint and no
   * similarity.
   */
  add(picture: ArrivedPicture): void;
  /** Resolves when nothing waits. */
  idle(): Promise<void>;
}

const maxWaiting = 1_000;

/** Calls `keep` for each fingerprinted picture. */
export function createPictureHasher(
  files: EvidenceFiles,
  decoded: DecodedPictures,
  keep: (picture: ArrivedPicture & { hash: string }) => Promise<void>,
): PictureHasher {
  let waiting = 0;
  let last = Promise.resolve();

  async function hashPicture(picture: ArrivedPicture): Promise<void> {
    try {
      const file = await readEvidence(files, picture.sha256);
      const hash = file && (await decoded.get(picture.sha256, file.bytes)).hash;
      if (hash !== undefined) await keep({ ...picture, hash });
    } catch (error) {
      logLine("picture-hash-failed", { error });
    }
    waiting--;
  }

  return {
    add(picture) {
      if (waiting >= maxWaiting) return;
      waiting++;
      last = last.then(() => hashPicture(picture));
    },
    idle: () => last,
  };
}
