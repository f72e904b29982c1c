/** Counters since start, as Prometheus metrics. No label contains user input. */

import type { ProblemCode } from "../../utils/shared/contract/problem.ts";
import type { RateKind } from "../core/rates.ts";

export interface Metrics {
  countRequest(route: string, status: number, seconds: number): void;
  /** Counts a newly committed report, no retries. */
  countReport(): void;
  countFile(bytes: number): void;
  countRefusal(code: ProblemCode): void;
  /** Counts `too-many-requests` by the kind of limit. */
  countLimited(by: RateKind): void;
  /** Exposition format 0.0.4. */
  print(): string;
}

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const seconds = new Map<string, { sum: number; count: number }>();
  const refusals = new Map<string, number>();
  const limited = new Map<string, number>();
  let reports = 0;
  let files = 0;
  let fileBytes = 0;
  return {
    countRequest(route, status, took) {
      const labels = `route="${route}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const { sum, count } = seconds.get(route) ?? { sum: 0, count: 0 };
      seconds.set(route, { sum: sum + took, count: count + 1 });
    },
    countRefusal: (code) => void refusals.set(code, (refusals.get(code) ?? 0) + 1),
    countLimited: (by) => void limited.set(by, (limited.get(by) ?? 0) + 1),
    countReport: () => void reports++,
    countFile(bytes) {
      files++;
      fileBytes += bytes;
    },
    print: () =>
      [
        ...family(
          "intake_requests_total",
          "counter",
          "Answered requests.",
          [...requests].map(([l, n]) => [`{${l}}`, n]),
        ),
        ...family("intake_request_seconds", "summary", "Time from request to answer.", [
          ...[...seconds].map(([route, { sum }]): Sample => [`_sum{route="${route}"}`, sum]),
          ...[...seconds].map(([route, { count }]): Sample => [`_count{route="${route}"}`, count]),
        ]),
        ...family(
          "intake_refusals_total",
          "counter",
          "Problems returned, by code.",
          [...refusals].map(([code, n]) => [`{code="${code}"}`, n]),
        ),
        ...family(
          "intake_limited_total",
          "counter",
          "Requests refused by a rate limit, by kind.",
          [...limited].map(([by, n]) => [`{by="${by}"}`, n]),
        ),
        ...family("intake_reports_total", "counter", "Reports committed.", [["", reports]]),
        ...family("intake_files_total", "counter", "Evidence files stored.", [["", files]]),
        ...family("intake_file_bytes_total", "counter", "Bytes of evidence files stored.", [["", fileBytes]]),
        ...family("process_resident_memory_bytes", "gauge", "Memory in use.", [
          ["", process.memoryUsage.rss()],
        ]),
        ...family("process_uptime_seconds", "gauge", "Time since start.", [["", process.uptime()]]),
        "",
      ].join("\n"),
  };
}

export type Sample = [suffix: string, value: number];

export function family(name: string, type: string, help: string, samples: Sample[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([suffix, value]) => `${name}${suffix} ${value}`),
  ];
}
