/** Collects items that arrive while a batch runs into the next batch: one commit for many. */

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
  /** Returns one answer per item, in order. All items are stored, or none. */
  run(items: I[]): Promise<O[]>;
  /**
   * Tells whether an error concerns the whole batch, for example a stopped database. Such a batch fails as a
   * whole; otherwise each item is retried alone.
   */
  isFatal(error: unknown): boolean;
}

export function createBatcher<I, O>({ maxItems, run, isFatal }: BatcherOptions<I, O>): Batcher<I, O> {
  const waiting: PendingItem<I, O>[] = [];
  let running = false;
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
    for (const one of batch) await runBatch([one]);
  }

  async function drain(): Promise<void> {
    running = true;
    // Lets requests that were read in the same turn join the batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await runBatch(waiting.splice(0, maxItems));
    running = false;
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!running) void drain();
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
