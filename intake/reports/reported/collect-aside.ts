/** Builds the filter in a worker thread, so that requests do not wait. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Seed } from "../../../utils/shared/subject/filter.ts";
import type { Collected, ReportedSubject } from "./collect.ts";

export function collectAside(seed: Seed) {
  const thread = new Worker(new URL("./collect-worker.ts", import.meta.url), { workerData: seed });
  return {
    add: (page: readonly ReportedSubject[]) => thread.postMessage(page),
    /** Rejects with the thread's error. */
    async finish(): Promise<Collected> {
      thread.postMessage(null);
      const [collected] = await once(thread, "message");
      return collected;
    },
    stop: () => thread.terminate(),
  };
}
