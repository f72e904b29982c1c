/** Repeats a job, never twice at once, until it is stopped. */

import { logLine } from "../core/log.ts";
import type { JobNotes } from "./job-record.ts";

/**
 * Starts at once, then waits `everyMs` after each run. A failure is logged and retried. Returns a function
 * that stops it: it aborts the signal and resolves when the current run is done.
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
      // The database may be unavailable; the line above has logged the failure.
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
