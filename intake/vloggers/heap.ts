/** A binary min-heap of numbers. */

export interface Heap {
  least(): number | undefined;
  add(one: number): void;
  dropLeast(): void;
  /** Replaces the least number. */
  changeLeast(to: number): void;
}

export function heapOf(ones: readonly number[]): Heap {
  const kept = [...ones].sort((one, other) => one - other);
  const at = (index: number) => kept[index] as number;

  function rise(index: number, one: number): void {
    let here = index;
    while (here > 0) {
      const parent = (here - 1) >> 1;
      if (at(parent) <= one) break;
      kept[here] = at(parent);
      here = parent;
    }
    kept[here] = one;
  }

  function sink(one: number): void {
    let here = 0;
    for (let child = 1; child < kept.length; child = 2 * here + 1) {
      if (child + 1 < kept.length && at(child + 1) < at(child)) child++;
      if (one <= at(child)) break;
      kept[here] = at(child);
      here = child;
    }
    kept[here] = one;
  }

  return {
    least: () => kept[0],
    add: (one) => rise(kept.push(one) - 1, one),
    dropLeast() {
      const last = kept.pop();
      if (last !== undefined && kept.length > 0) sink(last);
    },
    changeLeast: sink,
  };
}
