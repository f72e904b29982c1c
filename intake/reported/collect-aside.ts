/** Collects in a thread of its own, so that requests do not wait for it. */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Seed } from "../../utils/subject/filter.ts";
import type { Collected, ReportedSubject } from "./collect.ts";

export function collectAside(seed: Seed) {
  const thread = new Worker(new URL("./collect-worker.ts", import.meta.url), { workerData: seed });
  return {
    add: (page: readonly ReportedSubject[]) => thread.postMessage(page),
    /** Rejects with what the thread broke on. */
    async finish(): Promise<Collected> {
      thread.postMessage(null);
      const [collected] = await once(thread, "message");
      return collected;
    },
    stop: () => thread.terminate(),
  };
}
