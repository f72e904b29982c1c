/** An intake in its own process that reports its memory use. */

import { setTimeout } from "node:timers/promises";
import { readConfig } from "../../intake/config.ts";
import { createEnrolment } from "../../intake/people/store/enrolment.ts";
import { type RunningIntake, startIntake } from "../../intake/serve.ts";
import { follow } from "./child.ts";
import type { Code, Memory, ServerOrder, Started } from "./ingest-orders.ts";

let intake: RunningIntake | undefined;

follow(async (order: ServerOrder): Promise<Started | Code | Memory> => {
  if (order.act === "start") {
    intake = await startIntake(readConfig({ PORT: "0", ...order.settings }));
    return { address: intake.address };
  }
  if (order.act === "memory") return readMemory();
  if (!intake) throw new Error("not started");
  const { code } = await createEnrolment(intake.store, { role: order.role ?? "officer", name: "Bench" });
  return { code };
});

/** Memory in use after garbage collection. */
async function readMemory(): Promise<Memory> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await setTimeout(50);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}
