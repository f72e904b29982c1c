/** Sealing of the log as Prometheus metrics. */

import type { CustodyHealth } from "../audit-log/health.ts";
import type { Stamper } from "../audit-log/stamp-days.ts";
import { family, type Sample } from "./metrics.ts";

/** Days without a timestamp are reported only if an authority is configured. */
export function printCustody(health: CustodyHealth, stamper: Stamper | undefined): string {
  const gauge = (name: string, help: string, samples: Sample[]) => family(name, "gauge", help, samples);
  const lastAt: Sample[] = health.lastBatchAt ? [["", health.lastBatchAt.getTime() / 1000]] : [];
  return [
    ...gauge("intake_unsealed_entries", "Log entries waiting for their batch.", [["", health.unsealed]]),
    ...gauge("intake_last_batch_time_seconds", "When the newest batch was sealed.", lastAt),
    ...(stamper
      ? [
          ...gauge("intake_unstamped_days", "Closed days without a timestamp.", [["", health.unstampedDays]]),
          ...family("intake_timestamp_failures_total", "counter", "Failed requests for a timestamp.", [
            ["", stamper.failures],
          ]),
        ]
      : []),
    "",
  ].join("\n");
}
