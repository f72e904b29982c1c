/** Rate limit for the scripts in the pages of one tab, so that a hostile page cannot flood the background. */

/** A picture of 40 parts, a set of 50 posts and a fast user stay far below this. */
const burst = 500;
const perSecond = 20;
const mostTabs = 500;

interface Bucket {
  left: number;
  atMs: number;
}

export type Admit = (tabId: number, nowMs: number) => boolean;

export function createRate(): Admit {
  const buckets = new Map<number, Bucket>();
  return (tabId, nowMs) => {
    const { left, atMs } = buckets.get(tabId) ?? { left: burst, atMs: nowMs };
    const now = Math.min(burst, left + (Math.max(0, nowMs - atMs) / 1_000) * perSecond);
    const admitted = now >= 1;
    // Inserted again, so that the first entry of the map is the least recently used one.
    buckets.delete(tabId);
    buckets.set(tabId, { left: admitted ? now - 1 : now, atMs: nowMs });
    const [oldest] = buckets.keys();
    if (buckets.size > mostTabs && oldest !== undefined) buckets.delete(oldest);
    return admitted;
  };
}
