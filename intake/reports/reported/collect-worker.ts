/** Worker thread that builds the filter from many subjects. */

import { parentPort, workerData } from "node:worker_threads";
import { collectHere, type ReportedSubject } from "./collect.ts";

const collected = collectHere(workerData);

/** `null` marks the end. */
parentPort?.on("message", (page: ReportedSubject[] | null) => {
  if (page) collected.add(page);
  else parentPort?.postMessage(collected.finish());
});
