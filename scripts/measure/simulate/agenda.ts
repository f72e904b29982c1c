/** A queue of tasks ordered by time. */

export interface Agenda<T> {
  add(atMs: number, what: T): void;
  /** Removes and returns everything due at `nowMs`. */
  due(nowMs: number): T[];
}

export function createAgenda<T>(): Agenda<T> {
  const entries: { atMs: number; what: T }[] = [];
  /** Number of entries due at or before `ms`. */
  const countBy = (ms: number) => {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.atMs ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (atMs, what) => void entries.splice(countBy(atMs), 0, { atMs, what }),
    due: (nowMs) => entries.splice(0, countBy(nowMs)).map(({ what }) => what),
  };
}

/** Processes several lists concurrently, each in its own order, so that database and signing overlap. */
export async function inTurns<T>(lists: readonly (readonly T[])[], work: (one: T) => Promise<void>) {
  const left = [...lists];
  const atOnce = 8;
  const worker = async () => {
    for (let list = left.shift(); list; list = left.shift()) for (const one of list) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
