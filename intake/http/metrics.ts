/** Counters since start, as Prometheus metrics. No label contains user input. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ProblemCode } from "../../utils/shared/contract/problem.ts";
import type { RateKind } from "../core/rate-limits.ts";

export interface Metrics {
  countRequest(route: string, status: number, seconds: number): void;
  /** Counts a newly committed report, no retries. */
  countReport(): void;
  countFile(bytes: number): void;
  countRefusal(code: ProblemCode): void;
  /** Counts `too-many-requests` by the kind of limit. */
  countLimited(by: RateKind): void;
  /** Exposition format 0.0.4. */
  print(): Promise<string>;
}

/** Memory, event loop and garbage collection of this process, for all its intakes. */
const ofProcess = new Registry();
collectDefaultMetrics({ register: ofProcess });
new Gauge({
  name: "process_uptime_seconds",
  help: "Time since start.",
  registers: [ofProcess],
  collect() {
    this.set(process.uptime());
  },
});

export function createMetrics(): Metrics {
  const registry = new Registry();
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const requests = counter("intake_requests_total", "Answered requests.", "route", "status");
  const seconds = new Histogram({
    name: "intake_request_seconds",
    help: "Time from request to answer.",
    labelNames: ["route"],
    registers: [registry],
  });
  const refusals = counter("intake_refusals_total", "Problems returned, by code.", "code");
  const limited = counter("intake_limited_total", "Requests refused by a rate limit, by kind.", "by");
  const reports = counter("intake_reports_total", "Reports committed.");
  const files = counter("intake_files_total", "Evidence files stored.");
  const fileBytes = counter("intake_file_bytes_total", "Bytes of evidence files stored.");
  return {
    countRequest(route, status, took) {
      requests.inc({ route, status });
      seconds.observe({ route }, took);
    },
    countRefusal: (code) => refusals.inc({ code }),
    countLimited: (by) => limited.inc({ by }),
    countReport: () => reports.inc(),
    countFile(bytes) {
      files.inc();
      fileBytes.inc(bytes);
    },
    print: () => Registry.merge([registry, ofProcess]).metrics(),
  };
}

export type Sample = [labels: Record<string, string>, value: number];

/** Adds a gauge that is read once. Prints nothing without samples. */
export function addGauge(registry: Registry, name: string, help: string, samples: readonly Sample[]): void {
  const [first] = samples;
  if (!first) return;
  const gauge = new Gauge({ name, help, labelNames: Object.keys(first[0]), registers: [registry] });
  for (const [labels, value] of samples) gauge.set(labels, value);
}
