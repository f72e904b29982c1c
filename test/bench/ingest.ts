/**
 * Measures signed reports of full size with texts of their own per second over HTTP, against inserting their rows with
 * one transaction and one statement for each.
 */

import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describeCases } from "../../intake/cases/similar/describe-cases.ts";
import { createDescriber } from "../../intake/cases/similar/describe-evidence.ts";
import { readConfig } from "../../intake/config.ts";
import type { Store } from "../../intake/db/store.ts";
import { createEnrolment } from "../../intake/people/store/enrolment.ts";
import { startIntake } from "../../intake/serve.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import type { Engine } from "../support/test-stores.ts";
import { ask, startChild } from "./child.ts";
import { alternate, type Figure, figure, median, rounds } from "./figure.ts";
import type { Order, OrderDone } from "./ingest-orders.ts";
import {
  type Connection,
  connectPglite,
  connectPostgres,
  copyPeople,
  insertEach,
  type ReportRows,
  rowReader,
} from "./ingest-rows.ts";
import { watchOwnTime } from "./other-load.ts";

/** So many that the first and the last batches of a run, which are small, hardly count. */
const reportsARun = 1_000;
const fewSubjects = 5;
const goodbyeMs = 300;
const describeMany = createDescriber();

export const ingestPglite = () => ingest("pglite");
export const ingestPostgres = () => ingest("postgres");

async function ingest(engine: Engine): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-bench-ingest-"));
  // Commits are flushed to disk on both sides.
  const server = engine === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const config = readConfig({
    PORT: "0",
    // One device sends all reports.
    RATES: "off",
    DATA_DIR: join(folder, "intake"),
    ...(server ? { DATABASE_URL: await server.createDatabase() } : {}),
  });
  const intake = await startIntake(config);
  const bare = server
    ? await connectPostgres(await server.createDatabase())
    : await connectPglite(join(folder, "bare"));
  const child = startChild("ingest-client.ts");
  try {
    const { code } = await createEnrolment(intake.store, { role: "officer", name: "Bench" });
    await ask(child, { act: "enrol", address: intake.address, code } satisfies Order);
    await copyPeople(intake.store, bare);
    const fresh = rowReader(intake.store);
    await fresh();
    const figures: Figure[] = [];
    for (const subjects of ["each", fewSubjects] as const)
      figures.push(...(await compare(engine, subjects, child, { store: intake.store, fresh, bare })));
    return figures;
  } finally {
    child.kill();
    await bare.close();
    await intake.stop();
    // Lets the pool's last connections close first; otherwise the server would end them with errors.
    await setTimeout(goodbyeMs);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Sides {
  store: Store;
  fresh: () => Promise<ReportRows[]>;
  bare: Connection;
}

async function compare(
  engine: Engine,
  subjects: number | "each",
  child: ChildProcess,
  { store, fresh, bare }: Sides,
): Promise<Figure[]> {
  const batches: ReportRows[][] = [];
  const describedPerSecond: number[] = [];
  const cpuMs: CpuTimes = { ours: [], described: [], yardstick: [], intake: [], client: [] };
  const ours = async () => {
    // As autovacuum does within a minute; a round takes two seconds.
    if (engine === "postgres") await store.db.execute(sql`analyze`);
    await ask(child, { act: "sign", reports: reportsARun, subjects } satisfies Order);
    const used = watchOwnTime();
    const before = process.cpuUsage();
    const sent = await ask<OrderDone>(child, { act: "send" } satisfies Order);
    const { user, system } = process.cpuUsage(before);
    cpuMs.ours.push(used() ?? 0);
    cpuMs.intake.push((user + system) / 1000);
    cpuMs.client.push(sent.cpuMs);
    const startMs = performance.now();
    await describeCases(store.db, { now: () => new Date(), describeMany });
    describedPerSecond.push((reportsARun / (sent.ms + performance.now() - startMs)) * 1000);
    cpuMs.described.push(used() ?? 0);
    batches.push(await fresh());
    return (reportsARun / sent.ms) * 1000;
  };
  const yardstick = async () => {
    const reports = batches.shift() ?? [];
    if (reports.length !== reportsARun) throw new Error(`the store has ${reports.length} new reports`);
    const used = watchOwnTime();
    const ms = await insertEach(bare, reports);
    cpuMs.yardstick.push(used() ?? 0);
    return (reportsARun / ms) * 1000;
  };
  // One batch ahead, because in every other round the yardstick runs first and needs rows.
  await ours();
  const taken = await alternate(rounds, ours, yardstick);
  const name = `ingest.${engine}`;
  const against = "one connection, one transaction and one statement per report";
  const measured = { name, value: taken.ours, unit: "reports/s", vs: taken.yardstick, against };
  if (subjects !== "each") return [figure({ ...measured, name: `${name}.few-subjects` })];
  const described = { ...measured, name: `${name}.described`, value: median(describedPerSecond) };
  return [figure(measured), figure(described), ...cpuFigures(measured, cpuMs)];
}

/** Processor time of each run, in milliseconds. `ours` is all of intake, database and client. */
type CpuTimes = Record<"ours" | "described" | "yardstick" | "intake" | "client", number[]>;

/** Milliseconds for a report of this size, which the review of November 2026 measured on a quiet machine. */
const reviewedMs = { intake: 3.65, database: 1.23 };

/** Processor time of all processes for one report: where it is the limit, it gives the most a second. */
function cpuFigures({ name, against }: Pick<Figure, "name" | "against">, taken: CpuTimes): Figure[] {
  if (process.platform !== "linux") return [];
  const each = (part: keyof CpuTimes) => median(taken[part]) / reportsARun;
  const unit = "ms/report";
  const measured = { unit, vs: each("yardstick"), against };
  const figures = [
    figure({ ...measured, name: `${name}.cpu`, value: each("ours") }),
    figure({ ...measured, name: `${name}.described.cpu`, value: each("described") }),
  ];
  // PGlite runs inside the intake's process.
  if (name === "ingest.pglite") return figures;
  const database = each("ours") - each("intake") - each("client");
  const reviewed = (part: keyof typeof reviewedMs, value: number) =>
    figure({
      name: `${name}.cpu.${part}`,
      value,
      unit,
      vs: reviewedMs[part],
      against: "in the review, before the changes that it asked for",
    });
  return [...figures, reviewed("intake", each("intake")), reviewed("database", database)];
}
