/** Runs jobs on hostile bytes in a worker thread: one at a time, with limits on time and heap. */

import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { logLine } from "../log.ts";
import type { WorkAnswer } from "./serve-work.ts";

export interface WorkQueue<Job, Done> {
  /**
   * Problem: `intake-unavailable`, with "later" if too many jobs wait, with "never" if the job failed, ran
   * out of memory or exceeded its time. `transfer`: buffers that move to the worker.
   */
  run(job: Job, transfer?: readonly ArrayBuffer[]): Promise<Result<Done>>;
}

export interface WorkLimits<Job> {
  /** Counted from the start of the job, not from its submission. */
  deadlineMs: number;
  maxWaiting: number;
  /** Limits JavaScript objects; each job bounds its own buffers. */
  maxHeapMegabytes: number;
  /**
   * Returns whether to end the thread after this job, which frees its memory at once and not at some later
   * collection.
   */
  endsThread?(job: Job): boolean;
  /** An idle thread ends after this time and frees its memory; 10 seconds by default. */
  idleMs?: number;
}

/**
 * `script` must call `serveWork`. The thread starts on demand and does not keep the process alive while
 * idle.
 */
export function createWorkQueue<Job, Done>(
  script: URL,
  { deadlineMs, maxWaiting, maxHeapMegabytes, endsThread, idleMs = 10_000 }: WorkLimits<Job>,
): WorkQueue<Job, Done> {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function start(): Worker {
    const started = new Worker(script, {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMegabytes },
    });
    started.once("exit", () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  /** Resolves when the thread's memory is free, because two of the largest jobs must not overlap. */
  async function end(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function runJob(job: Job, transfer: readonly ArrayBuffer[]): Promise<Result<Done>> {
    clearTimeout(idle);
    worker ??= start();
    const using = worker;
    using.ref();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), deadlineMs);
    try {
      const answer = await awaitAnswer<Done>(using, late.signal, () => using.postMessage(job, [...transfer]));
      if ("done" in answer) return ok(answer.done);
      logLine("work-failed", { error: new Error(answer.error) });
      return fail("intake-unavailable", "failed");
    } catch (error) {
      logLine("work-failed", { error });
      await end();
      return fail("intake-unavailable", "failed");
    } finally {
      clearTimeout(timer);
      using.unref();
      if (endsThread?.(job)) await end();
      else idle = setTimeout(() => void end(), idleMs).unref();
    }
  }

  return {
    async run(job, transfer = []) {
      if (waiting >= maxWaiting) return fail("intake-unavailable", "busy", "later");
      waiting++;
      const mine = last.then(() => runJob(job, transfer));
      last = mine;
      return mine.finally(() => {
        waiting--;
      });
    },
  };
}

/** Rejects if the thread ends or the time limit is reached. */
function awaitAnswer<Done>(worker: Worker, late: AbortSignal, send: () => void): Promise<WorkAnswer<Done>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      act();
    };
    const onMessage = (answer: WorkAnswer<Done>) => settle(() => resolve(answer));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error("the thread ended")));
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
    late.addEventListener("abort", () => settle(() => reject(new Error("time limit exceeded"))), {
      once: true,
    });
    send();
  });
}
