import { logLine } from "./log.ts";

/** Tries every item, even after one fails. */
export interface Attempts {
  /** Returns undefined if it failed. Throws the reason of an aborted signal. */
  run<T>(item: Record<string, string>, act: () => Promise<T>): Promise<T | undefined>;
  /** Throws the first failure. */
  end(): void;
}

/** @param event name of the log line of each failure, which has the item's members */
export function createAttempts(event: string, signal?: AbortSignal): Attempts {
  const failures: unknown[] = [];
  return {
    async run(item, act) {
      signal?.throwIfAborted();
      try {
        return await act();
      } catch (error) {
        failures.push(error);
        logLine(event, { ...item, error });
        return undefined;
      }
    },
    end() {
      if (failures.length > 0) throw failures[0];
    },
  };
}
