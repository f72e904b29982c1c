/** `npm run seed -- --cases N [--reports N] [--database URL] [--seed N]`: fills an intake with invented cases for load tests. */

import "./help.ts";
import { parseArgs } from "node:util";
import { openPostgres } from "../../intake/db/open.ts";
import { seedStore } from "./seed/seed-store.ts";

const usage =
  "Use: npm run seed -- --cases 100000 [--reports 500000] [--seed 1] [--database postgres://…]; without --database, DATABASE_URL names it.";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cases: { type: "string", default: "1000" },
      reports: { type: "string" },
      seed: { type: "string", default: "1" },
      database: { type: "string" },
    },
  });
  const address = values.database ?? process.env.DATABASE_URL;
  const [cases, seed] = [Number(values.cases), Number(values.seed)];
  const reports = Number(values.reports ?? 5 * cases);
  const wrong = [cases, seed, reports].some((count) => !Number.isSafeInteger(count) || count < 1);
  if (address === undefined || wrong) throw new Error(usage);
  const store = await openPostgres(address);
  const startedMs = performance.now();
  try {
    await seedStore(store, { cases, reports, seed, now: new Date() }, (made) => {
      if (made % 10_000 === 0) console.error(`${made} of ${cases} cases`);
    });
  } finally {
    await store.close();
  }
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  console.log(`${cases} cases with ${Math.max(cases, reports)} reports, in ${seconds} s`);
  return 0;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
