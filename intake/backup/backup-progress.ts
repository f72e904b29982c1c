/** Reports every few seconds how many evidence files are done, and again at the end. */

import type { WriteLine } from "../core/folder-lock.ts";

const everyMs = 2_000;

export interface Progress {
  step(): void;
  end(): void;
}

export function createProgress(say: WriteLine, all: number): Progress {
  let [done, lastWrittenMs] = [0, Date.now()];
  const writeProgress = () => say(`evidence: ${done} of ${all} files`);
  return {
    step() {
      done++;
      if (Date.now() - lastWrittenMs < everyMs) return;
      lastWrittenMs = Date.now();
      writeProgress();
    },
    end: writeProgress,
  };
}
