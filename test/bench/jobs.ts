/** `jobs.*`: database time of each job's run over a store of many reports, and of the health check. */

import { sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import { rowsOf } from "../../intake/db/read-cursor.ts";
import type { Db, Store } from "../../intake/db/store.ts";
import { listJobs } from "../../intake/jobs/start-jobs.ts";
import { startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { type Figure, figure } from "./figure.ts";
import { changeDecidedCases, fillJobsStore } from "./jobs-store.ts";

const mostMs = 1_000;

/** `REPORTS=100000` shortens it. `JOBS_DATABASE` reuses a filled store and leaves it, `JOB` runs one. */
export async function jobFigures(): Promise<Figure[]> {
  const reports = Number(process.env.REPORTS ?? 1_000_000);
  const kept = process.env.JOBS_DATABASE;
  const server = kept === undefined ? await startPostgres({ settings }) : undefined;
  try {
    const store = await openPostgres(kept ?? (await server?.createDatabase()) ?? "");
    try {
      const now = new Date("2026-11-28T01:30:00.000Z");
      await store.db.execute(sql`create extension if not exists pg_stat_statements`);
      if ((await store.db.$count(sql`reports`)) === 0) await fillJobsStore(store.jobsDb, reports, now);
      return await measure(store, reports, now);
    } finally {
      await store.close();
    }
  } finally {
    await server?.stop();
  }
}

/** Counts the time of every statement, utilities such as FETCH included. */
export const settings = [
  "shared_preload_libraries=pg_stat_statements",
  "pg_stat_statements.track_planning=on",
  "shared_buffers=1GB",
];

/** Measured on their second run: the first does a year's work in a store that no job has seen. */
const measuredAgain = ["tidy", "count-months", "find-alerts", "reported", "export-day"];

async function measure(store: Store, reports: number, now: Date): Promise<Figure[]> {
  const kit = await startKit(store);
  const hourMs = 3_600_000;
  try {
    const figures: Figure[] = [];
    const add = async (name: string, run: () => Promise<unknown> | undefined) => {
      kit.clock.ms = now.getTime();
      const first = await databaseMs(store.db, run);
      kit.clock.ms += name === "export-day" ? 24 * hourMs : 1.1 * hourMs;
      if (name === "count-months") await changeDecidedCases(store.db, now);
      const value = measuredAgain.includes(name) ? await databaseMs(store.db, run) : first;
      console.error(`${name}: ${Math.round(first)} ms at first, ${Math.round(value)} ms measured`);
      if (process.env.STATEMENTS) console.error(await slowest(store.db));
      const against = `the limit, over ${reports} reports`;
      figures.push(figure({ name: `jobs.${name}`, value, unit: "ms", vs: mostMs, against }));
    };
    const jobs = listJobs(kit.intake).filter(({ name }) => (process.env.JOB ?? name) === name);
    for (const { name, work } of jobs) await add(name, () => work(AbortSignal.timeout(1e9)));
    if ((process.env.JOB ?? "health") === "health") await add("health", () => kit.intake.health());
    return figures;
  } finally {
    await kit.close();
  }
}

async function databaseMs(db: Db, run: () => Promise<unknown> | undefined): Promise<number> {
  await db.execute(sql`select pg_stat_statements_reset()`);
  await run();
  const [row] = await rowsOf<{ ms: number }>(
    db,
    sql`select sum(total_exec_time + total_plan_time)::float8 as ms from pg_stat_statements
      where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%'`,
  );
  return row?.ms ?? 0;
}

/** For development. */
async function slowest(db: Db): Promise<string> {
  const rows = await rowsOf<{ ms: number; calls: number; query: string }>(
    db,
    sql`select (total_exec_time + total_plan_time)::int as ms, calls::int as calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 230) as query
      from pg_stat_statements order by 1 desc limit 4`,
  );
  return rows.map(({ ms, calls, query }) => `    ${ms} ms, ${calls}×  ${query}`).join("\n");
}
