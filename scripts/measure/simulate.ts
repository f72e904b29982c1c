/**
 * `npm run simulate -- --days 30 --reports 30000 [--seed N] [--engine postgres|pglite] [--json]`: simulates a month with
 * faulty mail servers and slow platforms, and checks every clock, letter and number afterwards.
 */

import "../dev/help.ts";
import { parseArgs } from "node:util";
import { openPglite, openPostgres } from "../../intake/db/open.ts";
import { startPostgres } from "../dev/kits/postgres-server.ts";
import { simulate } from "./simulate/month.ts";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      days: { type: "string", default: "30" },
      reports: { type: "string", default: "30000" },
      seed: { type: "string", default: "1" },
      engine: { type: "string", default: "postgres" },
      json: { type: "boolean", default: false },
    },
  });
  const [days, reports, seed] = [Number(values.days), Number(values.reports), Number(values.seed)];
  const wrong = [days, reports, seed].some((number) => !Number.isSafeInteger(number) || number < 1);
  if (wrong || !["postgres", "pglite"].includes(values.engine)) {
    console.error(
      "Use: npm run simulate -- --days 30 --reports 30000 [--seed 1] [--engine postgres|pglite] [--json]",
    );
    return 1;
  }
  const server = values.engine === "postgres" ? await startPostgres() : undefined;
  const store = server ? await openPostgres(await server.createDatabase()) : await openPglite();
  const startedMs = performance.now();
  try {
    const onDay = (day: number) => console.error(`day ${day} of ${days}, ${seconds(startedMs)} s`);
    const month = await simulate({ days, reports, seed, tickMinutes: 15, store, onDay });
    const { faults, ...verdict } = await month.judge();
    await month.close();
    for (const fault of faults.slice(0, 50)) console.error(fault);
    const { counts, made, looks } = month.deeds;
    const all = Object.entries({ ...counts, looks: looks.length, letters: made.size, ...verdict });
    if (!values.json) console.log(all.map(([name, count]) => `${count} ${name}`).join(", "));
    console.log(JSON.stringify({ reports: counts.reports, ...verdict }));
    return verdict.missedClocks + verdict.doubledRequests + verdict.boardDiffers === 0 ? 0 : 1;
  } finally {
    await store.close();
    await server?.stop();
  }
}

function seconds(sinceMs: number): number {
  return Math.round((performance.now() - sinceMs) / 1_000);
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.stack);
  // Servers of the simulation may still be listening.
  process.exit(1);
});
