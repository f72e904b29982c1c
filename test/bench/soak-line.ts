/** Slope of the least-squares line in bytes per minute; 0 if undefined. */
export function slopePerMinute(taken: readonly { minute: number; bytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(taken.map(({ minute }) => minute));
  const level = mean(taken.map(({ bytes }) => bytes));
  const over = taken.reduce((sum, { minute, bytes }) => sum + (minute - middle) * (bytes - level), 0);
  const under = taken.reduce((sum, { minute }) => sum + (minute - middle) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
