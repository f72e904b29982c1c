/**
 * Hides small numbers in a row of counts whose sum is shown beside it, and as many others as it takes so that none can be
 * worked out: not from the sum, and not from knowing these rules.
 */

export const leastShown = 5;

/** Null: hidden. */
export interface Shown {
  total: number | null;
  cells: (number | null)[];
}

/**
 * Which cells are hidden; undefined: all of them and the sum, zeros too. Else zero is nobody, and is shown. What is hidden
 * looks the same whether it is small or goes with one that is, and what goes with it is chosen by its place, first to
 * last, never by its size: a choice by size would say something about the sizes. Where no choice is enough, all go and the
 * sum stays, unless it says that each of them is one.
 */
export function hiddenIn(cells: readonly number[]): Set<number> | undefined {
  const some = [...cells.keys()].filter((at) => (cells[at] ?? 0) > 0);
  const total = sumAt(cells, some);
  const small = some.filter((at) => isSmall(cells[at] ?? 0));
  const hidden = new Set(small);
  if (small.length === 0) return hidden;
  if (isSmall(total) || total === some.length) return undefined;
  for (const at of some.filter((one) => !hidden.has(one))) {
    hidden.add(at);
    if (sumAt(cells, [...hidden]) >= leastSum(small.length, hidden.size)) return hidden;
  }
  return new Set(some);
}

function sumAt(cells: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, at) => sum + (cells[at] ?? 0), 0);
}

/** From here on each small one can be anything from 1 to 4, whatever the others are, as far as their sum tells. */
function leastSum(small: number, hidden: number): number {
  return small * (leastShown - 1) + (hidden - small) * leastShown;
}

/** A count too small to publish; zero is not passed here. */
function isSmall(n: number): boolean {
  return n < leastShown;
}

/** Ways to split one sum: where it has to be hidden beside one of them, the others may not show it either. */
export function suppress(splits: readonly (readonly number[])[]): Shown[] {
  const hidden = splits.map(hiddenIn);
  const all = hidden.some((one) => one === undefined);
  return splits.map((cells, split) => ({
    total: all ? null : cells.reduce((sum, n) => sum + n, 0),
    cells: cells.map((n, at) => (all || hidden[split]?.has(at) ? null : n)),
  }));
}
