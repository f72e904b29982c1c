/** Seeded random numbers. */

import { mulberry32 } from "../../../scripts/measure/chaos/random.ts";

export interface Random {
  /** 0 to `below` - 1. */
  int(below: number): number;
  chance(share: number): boolean;
  pick<T>(of: readonly T[]): T;
}

export function seeded(seed: number): Random {
  const next = mulberry32(seed);
  return {
    int: (below) => Math.floor(next() * below),
    chance: (share) => next() < share,
    pick: (of) => {
      const picked = of[Math.floor(next() * of.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
  };
}
