/** Measures whether the intake's memory grows over 50,000 reports, on PostgreSQL. */

import { type Figure, figure, median } from "./figure.ts";
import { openBenchIntakes, reportsOr } from "./ingest-intakes.ts";
import type { Memory } from "./ingest-orders.ts";

const reportsInAll = reportsOr(50_000);
const samples = 25;
/** Share of reports after which caches are filled and code is compiled. */
const warmShare = 0.2;
const megabyte = 1_000_000;
/** Tolerated growth. A leak of 1 kB per report, the smallest part of one, would be 40 MB. */
const mostGrowth = 20 * megabyte;

export async function ingestMemory(): Promise<Figure[]> {
  const stage = await openBenchIntakes(1);
  const step = Math.ceil(reportsInAll / samples);
  const seen: Memory[] = [];
  try {
    for (let sample = 0; sample < samples; sample++) {
      await stage.tell({ act: "sign", reports: step, subjects: "each" });
      await stage.tell({ act: "send" });
      seen.push(await stage.memory());
    }
  } finally {
    await stage.close();
  }
  const warm = seen.slice(Math.ceil(samples * warmShare));
  return [figureOf("heap", warm), figureOf("rss", warm)];
}

function figureOf(part: "heap" | "rss", warm: Memory[]): Figure {
  const values = warm.map((memory) => memory[part]);
  const growth = slope(values) * (values.length - 1);
  const ends = `${megabytes(median(values.slice(0, 3)))} to ${megabytes(median(values.slice(-3)))} MB`;
  const name = part === "heap" ? "ingest.memory" : `ingest.memory.${part}`;
  const against = `the most that is flat, ${ends} over ${reportsInAll} reports`;
  const measured = { name, value: growth / megabyte, unit: "MB", vs: mostGrowth / megabyte, against };
  return figure(measured);
}

const megabytes = (bytes: number) => Math.round(bytes / megabyte);

/** Theil-Sen estimator: the median slope between all pairs, robust against outliers. */
function slope(values: readonly number[]): number {
  const slopes = values.flatMap((one, from) =>
    values.slice(from + 1).map((other, later) => (other - one) / (later + 1)),
  );
  return median(slopes);
}
