/**
 * Rate limits per address, device and source of wrong codes: token buckets in memory, separate in each
 * replica.
 */

import { limits } from "../../utils/shared/contract/limits.ts";

/** A bucket holds up to `burst` requests and refills at `perSecond`. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export const rateKinds = [
  "address",
  "device",
  "enrolment",
  "objection",
  "network",
  "crowded",
  "post",
  "item",
  "handed",
  "report",
] as const;
export type RateKind = (typeof rateKinds)[number];
export type RateLimits = Record<RateKind, Rate>;

/**
 * Sized for an office behind one address; a browser that empties its outbox; wrong enrolment codes; ten
 * unknown references an hour, also of all addresses that one owner may have; objections by address from one network
 * within the time for a hearing, in all while the form is crowded, and about one post; objections from one network to one
 * item of a letter within the same time; views through one evidence link;
 * and reports and withdrawals of one person about one post.
 */
export const defaultRates: RateLimits = {
  address: { perSecond: 300, burst: 3_000 },
  device: { perSecond: 30, burst: 300 },
  enrolment: { perSecond: 0.2, burst: 30 },
  objection: { perSecond: 10 / 3_600, burst: 10 },
  network: { perSecond: 50 / 3_600, burst: 50 },
  crowded: { perSecond: 2 / (limits.objectionHours * 3_600), burst: 2 },
  post: { perSecond: 20 / (limits.objectionHours * 3_600), burst: 20 },
  item: { perSecond: 2 / (limits.objectionHours * 3_600), burst: 2 },
  handed: { perSecond: 1 / 30, burst: 20 },
  report: { perSecond: 20 / 3_600, burst: 20 },
};

export interface Rates {
  /** Takes a token. Returns undefined if the request may go on, otherwise the whole seconds to wait. */
  take(kind: RateKind, who: string): number | undefined;
  /** Like `take`, without taking a token. */
  peek(kind: RateKind, who: string): number | undefined;
  /** Number of buckets in memory. */
  readonly size: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Per kind. A full bucket equals none, so the oldest can be dropped. */
const maxBuckets = 20_000;

/** `now` returns monotonic milliseconds. */
export function createRates(rates: RateLimits, now: () => number = () => performance.now()): Rates {
  const buckets = new Map(rateKinds.map((kind) => [kind, new Map<string, Bucket>()]));
  function read(kind: RateKind, who: string) {
    const { perSecond, burst } = rates[kind];
    const bucketsByKey = buckets.get(kind) as Map<string, Bucket>;
    const at = now();
    const bucket = bucketsByKey.get(who) ?? { tokens: burst, at };
    const tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1_000) * perSecond);
    const wait = tokens >= 1 ? undefined : Math.ceil((1 - tokens) / perSecond);
    return { known: bucketsByKey, at, tokens, wait };
  }
  return {
    take(kind, who) {
      const { known, at, tokens, wait } = read(kind, who);
      // Reinserts the entry, so that the map is ordered by last use.
      known.delete(who);
      known.set(who, { tokens: wait === undefined ? tokens - 1 : tokens, at });
      if (known.size > maxBuckets) known.delete(known.keys().next().value as string);
      return wait;
    },
    peek: (kind, who) => read(kind, who).wait,
    get size() {
      return [...buckets.values()].reduce((sum, { size }) => sum + size, 0);
    },
  };
}
