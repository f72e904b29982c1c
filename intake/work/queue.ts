/** Work on hostile bytes in a thread of its own: one job at a time, within a time and a heap. */

import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { logLine } from "../log.ts";
import type { WorkAnswer } from "./answer-work.ts";

export interface WorkQueue<Job, Done> {
  /**
   * `intake-unavailable` with "later" when too many wait; with "never" when the job failed, ran out of memory or took
   * longer than its time. `transfer`: what the job's thread takes over.
   */
  run(job: Job, transfer?: readonly ArrayBuffer[]): Promise<Result<Done>>;
}

export interface WorkLimits<Job> {
  /** From the job's start, not from when it was handed in. */
  deadlineMs: number;
  maxWaiting: number;
  /** Limits JavaScript objects; each job bounds its own buffers. */
  maxHeapMegabytes: number;
  /** Whether the thread ends after this job, and what it took is free at once instead of at some collection. */
  endsThread?(job: Job): boolean;
}

/** Then the thread ends, and all its memory with it. */
const idleMs = 10_000;

/** `script`: calls `answerWork`. The thread is started when it is needed, and keeps no process alive while it idles. */
export function createWorkQueue<Job, Done>(
  script: URL,
  { deadlineMs, maxWaiting, maxHeapMegabytes, endsThread }: WorkLimits<Job>,
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

  /** Settles when the thread's memory is free: two of the largest jobs must not overlap. */
  async function end(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function answerOf(job: Job, transfer: readonly ArrayBuffer[]): Promise<Result<Done>> {
    clearTimeout(idle);
    worker ??= start();
    const using = worker;
    using.ref();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), deadlineMs);
    try {
      const answer = await answered<Done>(using, late.signal, () => using.postMessage(job, [...transfer]));
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
      const mine = last.then(() => answerOf(job, transfer));
      last = mine;
      return mine.finally(() => {
        waiting--;
      });
    },
  };
}

/** Rejects when the thread ends, or its time is over. */
function answered<Done>(worker: Worker, late: AbortSignal, send: () => void): Promise<WorkAnswer<Done>> {
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
    late.addEventListener("abort", () => settle(() => reject(new Error("took too long"))), { once: true });
    send();
  });
}
