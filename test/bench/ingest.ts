/** Measures signed reports per second over HTTP, against inserting the same rows one by one. */

import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readConfig } from "../../intake/config.ts";
import { createEnrolment } from "../../intake/people/store/enrolment.ts";
import { startIntake } from "../../intake/serve.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import type { Engine } from "../../scripts/dev/kits/test-stores.ts";
import { ask, startChild } from "./child.ts";
import { alternate, type Figure, figure, rounds } from "./figure.ts";
import type { Order, OrderDone } from "./ingest-orders.ts";
import {
  type Connection,
  connectPglite,
  connectPostgres,
  copyPeople,
  insertEach,
  type NewRow,
  rowReader,
} from "./ingest-rows.ts";

const reportsARun = 400;
const fewSubjects = 5;
const goodbyeMs = 300;

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
      figures.push(await compare(engine, subjects, child, fresh, bare));
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

async function compare(
  engine: Engine,
  subjects: number | "each",
  child: ChildProcess,
  fresh: () => Promise<NewRow[]>,
  bare: Connection,
): Promise<Figure> {
  const batches: NewRow[][] = [];
  let rowsAReport = 0;
  const ours = async () => {
    await ask(child, { act: "sign", reports: reportsARun, subjects } satisfies Order);
    const { ms } = await ask<OrderDone>(child, { act: "send" } satisfies Order);
    batches.push(await fresh());
    return (reportsARun / ms) * 1000;
  };
  const yardstick = async () => {
    const rows = batches.shift() ?? [];
    rowsAReport = rows.length / reportsARun;
    return (reportsARun / (await insertEach(bare, rows))) * 1000;
  };
  // One batch ahead, because in every other round the yardstick runs first and needs rows.
  await ours();
  const taken = await alternate(rounds, ours, yardstick);
  const name = `ingest.${engine}`;
  const measured = {
    name: subjects === "each" ? name : `${name}.few-subjects`,
    value: taken.ours,
    unit: "reports/s",
    vs: taken.yardstick,
    against: `their rows one by one, ${Math.round(taken.yardstick * rowsAReport)} rows/s`,
  };
  return figure(measured, subjects === "each" ? { atLeast: engine === "postgres" ? 0.5 : 0.3 } : {});
}
