/** How often one address, one device and one source of wrong codes may ask: token buckets in memory, each replica its own. */

/** A bucket holds `burst` requests and fills by `perSecond`. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export const rateKinds = ["address", "device", "enrolment", "objection", "handed"] as const;
export type RateKind = (typeof rateKinds)[number];
export type RateLimits = Record<RateKind, Rate>;

/** An office behind one address; a browser that empties its outbox; somebody who tries codes; ten objections an hour; looks at one item by its letter. */
export const defaultRates: RateLimits = {
  address: { perSecond: 300, burst: 3_000 },
  device: { perSecond: 30, burst: 300 },
  enrolment: { perSecond: 0.2, burst: 30 },
  objection: { perSecond: 10 / 3_600, burst: 10 },
  handed: { perSecond: 1 / 30, burst: 20 },
};

export interface Rates {
  /** Undefined: go on. Else how many whole seconds to wait before trying again. */
  take(kind: RateKind, who: string): number | undefined;
  /** As `take`, and takes nothing. */
  peek(kind: RateKind, who: string): number | undefined;
  /** Buckets in memory. */
  readonly size: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Of each kind: a full bucket is like none, so the oldest can go. */
const maxBuckets = 20_000;

/** `now`: milliseconds that never run backwards. */
export function createRates(limits: RateLimits, now: () => number = () => performance.now()): Rates {
  const buckets = new Map(rateKinds.map((kind) => [kind, new Map<string, Bucket>()]));
  function read(kind: RateKind, who: string) {
    const { perSecond, burst } = limits[kind];
    const known = buckets.get(kind) as Map<string, Bucket>;
    const at = now();
    const bucket = known.get(who) ?? { tokens: burst, at };
    const tokens = Math.min(burst, bucket.tokens + ((at - bucket.at) / 1_000) * perSecond);
    const wait = tokens >= 1 ? undefined : Math.ceil((1 - tokens) / perSecond);
    return { known, at, tokens, wait };
  }
  return {
    take(kind, who) {
      const { known, at, tokens, wait } = read(kind, who);
      // Set anew: the map's order is that of the last use.
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
