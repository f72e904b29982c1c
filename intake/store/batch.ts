/** Gathers single items that arrive while a batch runs into the next one: one commit for many. */

export interface Batcher<I, O> {
  /** Settles when the item's batch has committed. */
  add(item: I): Promise<O>;
  /** Batches run so far. */
  readonly runs: number;
}

interface Waiting<I, O> {
  item: I;
  resolve(value: O): void;
  reject(error: unknown): void;
}

export interface BatcherOptions<I, O> {
  maxItems: number;
  /** Answers in the order of the items; either all of them are kept or none. */
  run(items: I[]): Promise<O[]>;
  /** An error that no item is to blame for (a stopped database): fails the whole batch instead of trying each alone. */
  hopeless(error: unknown): boolean;
}

export function createBatcher<I, O>({ maxItems, run, hopeless }: BatcherOptions<I, O>): Batcher<I, O> {
  const waiting: Waiting<I, O>[] = [];
  let running = false;
  let runs = 0;

  async function settle(batch: Waiting<I, O>[]): Promise<void> {
    try {
      runs++;
      const answers = await run(batch.map(({ item }) => item));
      if (answers.length !== batch.length) throw new Error("a batch answered for another number of items");
      // biome-ignore lint/style/noNonNullAssertion: the lengths were compared above
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index]!);
    } catch (error) {
      if (batch.length === 1 || hopeless(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await settle([one]);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    // Requests that were read in the same turn come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await settle(waiting.splice(0, maxItems));
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
