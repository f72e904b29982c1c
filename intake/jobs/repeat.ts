/** Does a piece of work again and again, never twice at once, until it is stopped. */

import { logLine } from "../log.ts";
import type { JobNotes } from "./job-record.ts";

/**
 * Starts at once, then waits `everyMs` after each end; a failure is logged and tried again. Gives what stops it: it
 * aborts what may be given up and settles when the work at hand is done.
 */
export function repeat(
  name: string,
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown> | undefined,
  notes?: JobNotes,
): () => Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await work(stopping.signal);
      await notes?.succeeded(name);
    } catch (error) {
      logLine(`${name}-failed`, { error });
      // Where the database is away there is nowhere to note it, and the line above says so.
      await notes?.failed(name, error).catch(() => undefined);
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
