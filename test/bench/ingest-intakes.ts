/** A durable PostgreSQL, intakes in their own processes behind one address, and a signing client. */

import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { ask, startChild } from "./child.ts";
import type { Code, Memory, Order, OrderDone, ServerOrder, Started } from "./ingest-orders.ts";
import { startDistance, startSpread } from "./spread.ts";

const goodbyeMs = 300;

/** `REPORTS` shortens a bench during development. */
export function reportsOr(usual: number): number {
  return Number(process.env.REPORTS ?? usual);
}

export interface BenchIntakes {
  databaseUrl: string;
  /** Sets how many of the intakes answer from now on. */
  spread(count: number): void;
  tell(order: Order): Promise<OrderDone>;
  /** Enrols the second person of the client. */
  enrolWitness(): Promise<void>;
  /** Memory of the first intake. */
  memory(): Promise<Memory>;
  close(): Promise<void>;
}

/** `distanceMs`: one-way delay between the intakes and the database. */
export async function openBenchIntakes(intakes: number, distanceMs = 0): Promise<BenchIntakes> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-bench-stage-"));
  const server = await startPostgres({ durable: true });
  const databaseUrl = await server.createDatabase();
  const spread = await startSpread();
  const near = new URL(databaseUrl);
  const distance = distanceMs > 0 ? await startDistance(Number(near.port), distanceMs) : undefined;
  const far = new URL(databaseUrl);
  if (distance) far.port = String(distance.port);
  const children: ChildProcess[] = [];
  const tellServer = <T extends object>(child: ChildProcess, order: ServerOrder) => ask<T>(child, order);
  const close = async () => {
    for (const child of children) child.kill();
    spread.close();
    distance?.close();
    // Lets the pool's last connections close first; otherwise the server would end them with errors.
    await setTimeout(goodbyeMs);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (let index = 0; index < intakes; index++) {
      const child = startChild("ingest-server.ts");
      children.push(child);
      const settings = {
        DATABASE_URL: far.href,
        PUBLIC_URL: spread.address,
        RATES: "off",
        DATA_DIR: join(folder, `intake-${index}`),
        EVIDENCE_URL: `file:${join(folder, "evidence")}`,
      };
      const { address } = await tellServer<Started>(child, { act: "start", settings });
      spread.add(address);
    }
    const [first] = children;
    if (!first) throw new Error("no intake");
    const client = startChild("ingest-client.ts");
    children.push(client);
    const enrol = async (witness: boolean) => {
      const { code } = await tellServer<Code>(first, { act: "code" });
      const order = { act: "enrol", address: spread.address, code, witness } satisfies Order;
      await ask<OrderDone>(client, order);
    };
    await enrol(false);
    return {
      databaseUrl,
      spread: spread.use,
      tell: (order) => ask<OrderDone>(client, order),
      enrolWitness: () => enrol(true),
      memory: () => tellServer<Memory>(first, { act: "memory" }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
