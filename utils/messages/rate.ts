/** How much the scripts in the pages of one tab may ask: a page that floods them must not flood the background. */

/** A picture of 40 parts, a set of 50 posts and a person in a hurry stay far below. */
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
    // Set anew, so that the first of the map is the one that was quiet for longest.
    buckets.delete(tabId);
    buckets.set(tabId, { left: admitted ? now - 1 : now, atMs: nowMs });
    const [oldest] = buckets.keys();
    if (buckets.size > mostTabs && oldest !== undefined) buckets.delete(oldest);
    return admitted;
  };
}
