/** Does a piece of work again and again, never twice at once, until it is stopped. */

import { logLine } from "../log.ts";

/**
 * Starts at once, then waits `everyMs` after each end; a failure is logged and tried again. Gives what stops it: it
 * aborts what may be given up and settles when the work at hand is done.
 */
export function repeat(
  name: string,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown> | undefined,
): () => Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work(stopping.signal);
    } catch (error) {
      logLine(`${name}-failed`, { error });
    }
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, everyMs);
    timer.unref();
  }

  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await running;
  };
}
