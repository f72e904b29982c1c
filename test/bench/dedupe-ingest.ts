/** Measures the additional time per report if a million texts are stored. */

import { openPostgres } from "../../intake/db/open.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../scripts/dev/kits/intake-kit.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { promotion, remark } from "../support/similar/comments.ts";
import { disguise } from "../support/similar/disguise.ts";
import { type Random, seeded } from "../support/similar/random.ts";
import { type Figure, figure, median, rounds } from "./figure.ts";
import { fillTexts } from "./fill-texts.ts";

/** `TEXTS` shortens the bench during development. */
const stored = Number(process.env.TEXTS ?? 1_000_000);
const reportsARound = 60;
const mayAddMs = 10;

interface Side {
  kit: IntakeKit;
  device: TestDevice;
  close(): Promise<void>;
}

/** Sends one report at a time, so that each forms a separate batch. */
export async function dedupeIngest(): Promise<Figure[]> {
  const server = await startPostgres({
    durable: true,
    settings: ["maintenance_work_mem=512MB", "max_wal_size=8GB"],
  });
  const sides: Side[] = [];
  try {
    const address = await server.createDatabase();
    const [full, empty] = [await openSide(address), await openSide(await server.createDatabase())];
    sides.push(full, empty);
    await fillTexts(address, stored);
    const random = seeded(2);
    const taken: { full: number; empty: number }[] = [];
    for (let round = -1; round < rounds; round++) {
      const texts = Array.from({ length: reportsARound }, (_, index) => freshText(index, random));
      const [first, second] = round % 2 === 0 ? [full, empty] : [empty, full];
      const [one, other] = [await sendAll(first, texts), await sendAll(second, texts)];
      if (round >= 0) taken.push(first === full ? { full: one, empty: other } : { full: other, empty: one });
    }
    const added = median(taken.map((one) => one.full - one.empty));
    const measured = { name: "dedupe.ingest", value: added, unit: "ms/report", vs: mayAddMs };
    const against = `what ${stored} stored texts may add to ${median(taken.map((one) => one.empty)).toFixed(1)} ms`;
    return [figure({ ...measured, against })];
  } finally {
    for (const side of sides) await side.close();
    await server.stop();
  }
}

async function openSide(address: string): Promise<Side> {
  const store = await openPostgres(address);
  const kit = await startKit(store);
  const close = async () => {
    await kit.close();
    await store.close();
  };
  return { kit, device: await kit.enrolled("officer"), close };
}

/** A third are disguised copies of stored texts, a third new remarks, a third new advertisements. */
function freshText(index: number, random: Random): string {
  if (index % 3 === 0) return disguise(promotion(random), random);
  return index % 3 === 1 ? remark(random) : promotion(random);
}

/** Median milliseconds per report; the median excludes disk flushes. */
async function sendAll({ device }: Side, texts: readonly string[]): Promise<number> {
  const reports = [];
  for (const value of texts) {
    const { evidence } = sampleReport();
    const fields = { ...evidence.fields, text: { value, source: "text p" } };
    reports.push(await device.sealed(sampleReport({ evidence: { fields } })));
  }
  const takenMs: number[] = [];
  for (const body of reports) {
    const startMs = performance.now();
    const { status } = await device.call("POST", "/v1/reports", { body });
    takenMs.push(performance.now() - startMs);
    if (status !== 200) throw new Error(`a report was answered with ${status}`);
  }
  return median(takenMs);
}
