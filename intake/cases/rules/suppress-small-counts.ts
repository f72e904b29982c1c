/**
 * Hides small numbers in a row of counts shown with its sum, and as many others as needed so that none can be
 * derived from the sum or from knowledge of these rules.
 */

export const minShown = 5;

/** Null means hidden. */
export interface SuppressedRow {
  total: number | null;
  cells: (number | null)[];
}

/**
 * Returns the indexes of hidden cells, or undefined to hide all cells, including zeros, and the sum.
 * Otherwise zeros are shown.
 * Further cells are chosen by position, first to last, and never by size, because that would reveal something
 * about the sizes. If no choice suffices, all non-zero cells are hidden and the sum stays, unless it shows
 * that each of them is 1.
 */
export function hiddenCells(cells: readonly number[]): Set<number> | undefined {
  const some = [...cells.keys()].filter((at) => (cells[at] ?? 0) > 0);
  const total = sumCells(cells, some);
  const small = some.filter((at) => isSmall(cells[at] ?? 0));
  const hidden = new Set(small);
  if (small.length === 0) return hidden;
  if (isSmall(total) || total === some.length) return undefined;
  for (const at of some.filter((index) => !hidden.has(index))) {
    hidden.add(at);
    if (sumCells(cells, [...hidden]) >= minHiddenSum(small.length, hidden.size)) return hidden;
  }
  return new Set(some);
}

function sumCells(cells: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, at) => sum + (cells[at] ?? 0), 0);
}

/** From this sum on, each small cell can be anything from 1 to 4, independent of the others. */
function minHiddenSum(small: number, hidden: number): number {
  return small * (minShown - 1) + (hidden - small) * minShown;
}

/** Too small to publish; never called with zero. */
function isSmall(n: number): boolean {
  return n < minShown;
}

/** Suppresses several splits of one sum: if one split must hide the sum, all do. */
export function suppress(splits: readonly (readonly number[])[]): SuppressedRow[] {
  const hidden = splits.map(hiddenCells);
  const all = hidden.some((indices) => indices === undefined);
  return splits.map((cells, split) => ({
    total: all ? null : cells.reduce((sum, n) => sum + n, 0),
    cells: cells.map((n, index) => (all || hidden[split]?.has(index) ? null : n)),
  }));
}
