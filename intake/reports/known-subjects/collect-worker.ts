/** Worker thread that builds the filter from many subjects. */

import { parentPort, workerData } from "node:worker_threads";
import { collectInThread, type KnownSubject } from "./collect-subjects.ts";

const collected = collectInThread(workerData);

/** `null` marks the end. */
parentPort?.on("message", (page: KnownSubject[] | null) => {
  if (page) collected.add(page);
  else parentPort?.postMessage(collected.finish());
});
