/** The thread in which many subjects become a filter. */

import { parentPort, workerData } from "node:worker_threads";
import { collectHere, type ReportedSubject } from "./collect.ts";

const collected = collectHere(workerData);

/** `null`: that was all. */
parentPort?.on("message", (page: ReportedSubject[] | null) => {
  if (page) collected.add(page);
  else parentPort?.postMessage(collected.finish());
});
