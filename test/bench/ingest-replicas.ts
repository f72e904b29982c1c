/** Three intakes behind one address on one PostgreSQL: throughput compared with one, and whether every promise holds. */

import { setTimeout } from "node:timers/promises";
import { readIntakeKey } from "../../intake/audit-log/intake-key.ts";
import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { openPostgres } from "../../intake/db/open.ts";
import { reports, unsealed } from "../../intake/db/schema/index.ts";
import type { Store } from "../../intake/db/store.ts";
import { verifyStore } from "../../intake/verify/verify.ts";
import { alternate, type Figure, figure, median, rounds } from "./figure.ts";
import { type BenchIntakes, openBenchIntakes, reportsOr } from "./ingest-intakes.ts";

const replicas = 3;
const reportsARun = reportsOr(600);
const fewSubjects = 5;

export async function ingestReplicas(): Promise<Figure[]> {
  const stage = await openBenchIntakes(replicas);
  const store = await openPostgres(stage.databaseUrl);
  const receipts = new Map<string, string>();
  try {
    const rate = async (count: number) => {
      stage.spread(count);
      await stage.tell({ act: "sign", reports: reportsARun, subjects: "each" });
      return (reportsARun / (await sendAll(stage, receipts))) * 1000;
    };
    const taken = await alternate(
      rounds,
      () => rate(replicas),
      () => rate(1),
    );
    await contend(stage, store, receipts);
    const broken = await checkPromises(store, receipts);
    for (const line of broken) console.error(line);
    const against = `one of them, of ${receipts.size} reports each in one place, ${broken.length} promises broken`;
    const measured = { name: "ingest.replicas", value: taken.ours, unit: "reports/s", vs: taken.yardstick };
    const kept = receipts.size - broken.length;
    return [
      figure({ ...measured, against }),
      figure({
        name: "ingest.replicas.kept",
        value: kept,
        unit: "reports",
        vs: receipts.size,
        against: "acknowledged; each once, its receipt, chain and batch valid",
      }),
    ];
  } finally {
    await store.close();
    await stage.close();
  }
}

const oneWayMs = 8;
const clientsPerReplica = 32;
const farReports = reportsOr(300);

/** Replicas whose database answers after 16 ms, as in another zone. Two cores hold no more than four of them. */
export async function ingestFarReplicas(): Promise<Figure[]> {
  const counts = [1, 2, 4] as const;
  const stage = await openBenchIntakes(4, oneWayMs);
  try {
    const taken = new Map<number, number[]>(counts.map((count) => [count, []]));
    for (let round = -1; round < rounds; round++) {
      for (const count of round % 2 === 0 ? counts : [...counts].reverse()) {
        stage.spread(count);
        await stage.tell({ act: "sign", reports: farReports * count, subjects: "each" });
        const { ms } = await stage.tell({ act: "send", inFlight: clientsPerReplica * count });
        if (round >= 0) taken.get(count)?.push((farReports * count * 1000) / ms);
      }
    }
    const [one = 0, two = 0, four = 0] = counts.map((count) => median(taken.get(count) ?? []));
    const measured = { unit: "reports/s", vs: one, against: "one replica, 16 ms from the database" };
    return [
      figure({ ...measured, name: "ingest.far.two", value: two }),
      figure({ ...measured, name: "ingest.far.four", value: four }),
    ];
  } finally {
    await stage.close();
  }
}

async function sendAll(stage: BenchIntakes, receipts: Map<string, string>): Promise<number> {
  const done = await stage.tell({ act: "send" });
  for (const [id, jws] of done.receipts) {
    const known = receipts.get(id);
    if (known !== undefined && known !== jws) throw new Error(`two receipts for ${id}`);
    receipts.set(id, jws);
  }
  return done.ms;
}

/** Sends the same reports concurrently to different replicas, about few posts, while batches are made. */
async function contend(stage: BenchIntakes, store: Store, receipts: Map<string, string>): Promise<void> {
  stage.spread(replicas);
  await stage.tell({ act: "sign", reports: reportsARun, subjects: fewSubjects, twice: true });
  let isSending = true;
  const key = await readIntakeKey(store.db);
  const sealing = Array.from({ length: replicas }, async () => {
    while (isSending) {
      await sealLog(store.db, key, () => new Date());
      await setTimeout(50);
    }
  });
  await sendAll(stage, receipts);
  isSending = false;
  await Promise.all(sealing);
  await sealLog(store.db, key, () => new Date());
}

/** Returns one sentence per broken promise. */
async function checkPromises(store: Store, receipts: Map<string, string>): Promise<string[]> {
  const stored = await store.db.select({ id: reports.id, receipt: reports.receipt }).from(reports);
  const waiting = await store.db.select().from(unsealed);
  const here = new Map(stored.map(({ id, receipt }) => [id, receipt]));
  const verified = await verifyStore(store);
  return [
    ...[...receipts].flatMap(([id, jws]) =>
      here.get(id) === jws ? [] : [`report ${id} is not as its receipt`],
    ),
    ...stored.flatMap(({ id }) => (receipts.has(id) ? [] : [`report ${id} was never acknowledged`])),
    ...(verified.reports === receipts.size ? [] : [`${verified.reports} reports in the logs`]),
    ...(verified.batches > 0 ? [] : ["no batch was made"]),
    ...waiting.map(({ caseId, seq }) => `entry ${seq} of ${caseId} is in no batch`),
    ...verified.broken,
  ];
}
