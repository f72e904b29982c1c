/** Agreement among reviewers over the whole programme. */

/**
 * Krippendorff's alpha for nominal values: 1 is full agreement, 0 is chance. Each unit holds the verdicts on
 * one case; units with one verdict are ignored. Returns undefined if all values are equal.
 * https://www.asc.upenn.edu/sites/default/files/2021-03/Computing%20Krippendorff%27s%20Alpha-Reliability.pdf
 */
export function alphaOf(units: readonly (readonly string[])[]): number | undefined {
  const totals = new Map<string, number>();
  let values = 0;
  let differing = 0;
  for (const unit of units) {
    if (unit.length < 2) continue;
    const counts = new Map<string, number>();
    for (const value of unit) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const [value, count] of counts) {
      totals.set(value, (totals.get(value) ?? 0) + count);
      differing += (count * (unit.length - count)) / (unit.length - 1);
    }
    values += unit.length;
  }
  const alike = [...totals.values()].reduce((whole, count) => whole + count * (count - 1), 0);
  // Number of pairs with different values if all values were paired.
  const byChance = values * (values - 1) - alike;
  return byChance === 0 ? undefined : 1 - ((values - 1) * differing) / byChance;
}
