/** Measures tail latency at half of the intake's maximum throughput, on PostgreSQL. */

import { sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";
import { openBenchIntakes, reportsOr } from "./ingest-intakes.ts";

const peakReports = reportsOr(600);
const maxTailMs = 60;
const pacedReports = reportsOr(1_000);

/**
 * Each round measures the peak and then sends at half of it, at a steady rate independent of answers, so that other load
 * affects both. Latency counts from a report's scheduled time, not from when it was sent.
 */
export async function ingestTail(): Promise<Figure[]> {
  const stage = await openBenchIntakes(1);
  const store = await openPostgres(stage.databaseUrl);
  try {
    const rates: number[] = [];
    const taken = await measureRounds(async () => {
      // As autovacuum does within a minute; all rounds together take that long.
      await store.db.execute(sql`analyze`);
      await stage.tell({ act: "sign", reports: peakReports, subjects: "each" });
      const { ms } = await stage.tell({ act: "send" });
      const perSecond = (peakReports / ms) * 500;
      await stage.tell({ act: "sign", reports: pacedReports, subjects: "each" });
      const { latenciesMs = [] } = await stage.tell({ act: "pace", perSecond });
      rates.push(perSecond);
      return { middle: median(latenciesMs), tail: quantile(latenciesMs, 0.99) };
    });
    const middle = median(taken.map((round) => round.middle));
    const tail = median(taken.map((round) => round.tail));
    const ratio = median(taken.map((round) => round.tail / round.middle));
    const against = `the median wait at half of the peak, ${Math.round(median(rates.slice(1)))} reports/s`;
    const measured = { name: "ingest.p99", value: tail, unit: "ms" };
    const limit = { ...measured, vs: maxTailMs, against: "the limit" };
    return [figure(limit), figure({ ...measured, name: "ingest.p99.spread", vs: middle, against }, ratio)];
  } finally {
    await store.close();
    await stage.close();
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("no values, no quantile");
  return value;
}
