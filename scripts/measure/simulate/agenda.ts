/** A queue of tasks ordered by time. */

export interface Agenda<T> {
  add(atMs: number, what: T): void;
  /** Removes and returns everything due at `nowMs`, earliest first. */
  due(nowMs: number): T[];
}

export function createAgenda<T>(): Agenda<T> {
  let entries: { atMs: number; what: T }[] = [];
  return {
    add: (atMs, what) => void entries.push({ atMs, what }),
    due(nowMs) {
      const due = entries.filter(({ atMs }) => atMs <= nowMs);
      entries = entries.filter(({ atMs }) => atMs > nowMs);
      return due.sort((one, other) => one.atMs - other.atMs).map(({ what }) => what);
    },
  };
}

/** Processes several lists concurrently, each in its own order, so that database and signing overlap. */
export async function interleave<T>(lists: readonly (readonly T[])[], work: (one: T) => Promise<void>) {
  const remaining = [...lists];
  const atOnce = 8;
  const worker = async () => {
    for (let list = remaining.shift(); list; list = remaining.shift())
      for (const item of list) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
