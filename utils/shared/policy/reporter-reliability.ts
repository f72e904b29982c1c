/** Estimates a reporter's reliability from the outcomes of their reports. With few cases the estimate stays low. */

/** The two-sided 95 % quantile of the normal distribution. */
const z = 1.96;

/**
 * Lower bound of the Wilson score interval of `upheld / decided` at 95 %, from 0 to 1. Returns 0 if `decided` is 0.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function wilsonLower(upheld: number, decided: number): number {
  if (decided === 0) return 0;
  const { centre, spread } = interval(upheld, decided, z);
  return Math.max(0, centre - spread);
}

/**
 * Upper bound of the same interval. Returns 1 if `decided` is 0. `quantile`: normal quantile of the required
 * confidence.
 */
export function wilsonUpper(upheld: number, decided: number, quantile = z): number {
  if (decided === 0) return 1;
  const { centre, spread } = interval(upheld, decided, quantile);
  return Math.min(1, centre + spread);
}

function interval(upheld: number, decided: number, quantile: number): { centre: number; spread: number } {
  const share = upheld / decided;
  const square = quantile * quantile;
  const scale = 1 + square / decided;
  return {
    centre: (share + square / (2 * decided)) / scale,
    spread: (quantile * Math.sqrt((share * (1 - share) + square / (4 * decided)) / decided)) / scale,
  };
}

/**
 * Weight of a reporter without decided cases. Slightly below the weight after one upheld case (0.206), so that
 * a first success never reduces it and newcomers still count.
 */
export const neutralWeight = 0.2;

/** Rounded to thousandths, so that sums of weights stay exact. */
export function weightOf(record: { decided: number; upheld: number } | undefined): number {
  if (!record || record.decided === 0) return neutralWeight;
  return Math.round(wilsonLower(record.upheld, record.decided) * 1000) / 1000;
}
