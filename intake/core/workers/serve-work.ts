/** The worker's side of a work queue. */

import { parentPort } from "node:worker_threads";

export type WorkAnswer<Done> = { done: Done } | { error: string };

/** `act` does one job and returns the result with the buffers to transfer. */
export function serveWork<Job, Done>(
  act: (job: Job) => Promise<{ done: Done; transfer: readonly ArrayBuffer[] }>,
): void {
  parentPort?.on("message", (job: Job) => {
    act(job).then(
      ({ done, transfer }) => parentPort?.postMessage({ done } satisfies WorkAnswer<Done>, [...transfer]),
      (error: unknown) => parentPort?.postMessage({ error: String(error) } satisfies WorkAnswer<Done>),
    );
  });
}
