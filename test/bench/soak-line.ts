/** The straight line through samples of a heap. */

/** Bytes a minute, by least squares; 0 where there is no line. */
export function slopePerMinute(taken: readonly { minute: number; bytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(taken.map(({ minute }) => minute));
  const level = mean(taken.map(({ bytes }) => bytes));
  const over = taken.reduce((sum, { minute, bytes }) => sum + (minute - middle) * (bytes - level), 0);
  const under = taken.reduce((sum, { minute }) => sum + (minute - middle) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
