/** Reports every few seconds how many evidence files are done, and again at the end. */

import type { Say } from "../core/hold.ts";

const everyMs = 2_000;

export interface Progress {
  step(): void;
  end(): void;
}

export function tellProgress(say: Say, all: number): Progress {
  let [done, said] = [0, Date.now()];
  const tell = () => say(`evidence: ${done} of ${all} files`);
  return {
    step() {
      done++;
      if (Date.now() - said < everyMs) return;
      said = Date.now();
      tell();
    },
    end: tell,
  };
}
