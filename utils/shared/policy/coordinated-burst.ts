/** Detects coordinated bursts: the same text from many accounts within a short time. */

import type { Burst } from "../contract/group.ts";

/** Minimum number of distinct accounts within the time. Smaller numbers occur when friends share a post. */
export const burstRule = { authors: 5, withinMs: 60 * 60_000 } as const;

export interface Sighting {
  author: string;
  at: Date;
}

/** Returns the period with the most distinct authors if they reach the minimum; the earliest of several. */
export function findBurst(sightings: readonly Sighting[]): Burst | undefined {
  const sorted = [...sightings].sort((one, other) => one.at.getTime() - other.at.getTime());
  const within = new Map<string, number>();
  let first = 0;
  let best: Burst | undefined;
  for (const { author, at } of sorted) {
    within.set(author, (within.get(author) ?? 0) + 1);
    const fromMs = at.getTime() - burstRule.withinMs;
    let oldest = sorted[first];
    while (oldest && oldest.at.getTime() < fromMs) {
      removeOne(within, oldest.author);
      oldest = sorted[++first];
    }
    if (within.size < burstRule.authors || within.size <= (best?.authors ?? 0)) continue;
    const from = sorted[first]?.at ?? at;
    best = { authors: within.size, from: from.toISOString(), to: at.toISOString() };
  }
  return best;
}

function removeOne(counts: Map<string, number>, key: string): void {
  const remaining = (counts.get(key) ?? 1) - 1;
  if (remaining === 0) counts.delete(key);
  else counts.set(key, remaining);
}
