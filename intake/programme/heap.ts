/** A binary heap: the least of many, which come and go. */

export interface Heap<T> {
  push(one: T): void;
  pop(): T | undefined;
}

/** `isBefore` must be a strict order. */
export function heapOf<T>(ones: readonly T[], isBefore: (one: T, other: T) => boolean): Heap<T> {
  const kept: T[] = [];
  const at = (index: number) => kept[index] as T;
  const swap = (one: number, other: number) => {
    const held = at(one);
    kept[one] = at(other);
    kept[other] = held;
  };

  function rise(index: number): void {
    for (let here = index; here > 0; ) {
      const parent = (here - 1) >> 1;
      if (!isBefore(at(here), at(parent))) return;
      swap(here, parent);
      here = parent;
    }
  }

  function sink(): void {
    for (let here = 0; ; ) {
      const left = 2 * here + 1;
      if (left >= kept.length) return;
      const right = left + 1;
      const least = right < kept.length && isBefore(at(right), at(left)) ? right : left;
      if (!isBefore(at(least), at(here))) return;
      swap(here, least);
      here = least;
    }
  }

  const heap: Heap<T> = {
    push(one) {
      kept.push(one);
      rise(kept.length - 1);
    },
    pop() {
      if (kept.length === 0) return undefined;
      swap(0, kept.length - 1);
      const least = kept.pop();
      sink();
      return least;
    },
  };
  for (const one of ones) heap.push(one);
  return heap;
}
