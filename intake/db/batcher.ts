/** Collects items that arrive while batches run into the next batch: one commit for many. */

export interface Batcher<I, O> {
  /** Settles when the item's batch has committed. */
  add(item: I): Promise<O>;
  /** Number of batches run so far. */
  readonly runs: number;
}

interface PendingItem<I, O> {
  item: I;
  resolve(value: O): void;
  reject(error: unknown): void;
}

export interface BatcherOptions<I, O> {
  maxItems: number;
  /** Batches that run at the same time; 1 by default. */
  inFlight?: number;
  /** Items that share a name never run at the same time in two batches. */
  namesOf?(item: I): readonly string[];
  /** Returns one answer per item, in order. All items are stored, or none. */
  run(items: I[]): Promise<O[]>;
  /**
   * Returns whether an error concerns the whole batch, for example a stopped database. Such a batch fails as a
   * whole; otherwise each item is retried alone.
   */
  isFatal(error: unknown): boolean;
}

export function createBatcher<I, O>({
  maxItems,
  inFlight = 1,
  namesOf = () => [],
  run,
  isFatal,
}: BatcherOptions<I, O>): Batcher<I, O> {
  let waiting: PendingItem<I, O>[] = [];
  const busy = new Set<string>();
  let running = 0;
  let runs = 0;

  async function runBatch(batch: PendingItem<I, O>[]): Promise<void> {
    try {
      runs++;
      resolveAll(batch, await run(batch.map(({ item }) => item)));
    } catch (error) {
      if (batch.length > 1 && !isFatal(error)) return settleAlone(batch);
      for (const { reject } of batch) reject(error);
    }
  }

  async function settleAlone(batch: PendingItem<I, O>[]): Promise<void> {
    for (const entry of batch) await runBatch([entry]);
  }

  /** Takes the oldest items whose names are free. Items of one name stay in their order. */
  function take(): PendingItem<I, O>[] {
    const batch: PendingItem<I, O>[] = [];
    const later: PendingItem<I, O>[] = [];
    const blocked = new Set(busy);
    for (const entry of waiting) {
      const names = namesOf(entry.item);
      if (batch.length < maxItems && !names.some((name) => blocked.has(name))) batch.push(entry);
      else {
        later.push(entry);
        for (const name of names) blocked.add(name);
      }
    }
    waiting = later;
    return batch;
  }

  async function drain(): Promise<void> {
    running++;
    // Lets requests that were read in the same turn join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = take(); batch.length > 0; batch = take()) {
      const names = batch.flatMap(({ item }) => namesOf(item));
      for (const name of names) busy.add(name);
      await runBatch(batch);
      for (const name of names) busy.delete(name);
    }
    running--;
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (running < inFlight) void drain();
      });
    },
    get runs() {
      return runs;
    },
  };
}

function resolveAll<I, O>(batch: readonly PendingItem<I, O>[], answers: readonly O[]): void {
  if (answers.length !== batch.length) throw new Error("the batch returned a different number of answers");
  for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
}
