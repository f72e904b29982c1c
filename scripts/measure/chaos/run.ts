/** One run: officers report while faults are injected; afterwards all is repaired, outboxes drain, and reports are counted. */

import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { insertRows } from "../../../intake/db/insert.ts";
import { openPglite, openPostgres } from "../../../intake/db/open.ts";
import { files, reports } from "../../../intake/db/schema/index.ts";
import { openEvidence } from "../../../intake/evidence/files.ts";
import type { ChaosOptions } from "./arguments.ts";
import type { BrowserLife } from "./browser-life.ts";
import { type Counted, countReports, type Kept } from "./count.ts";
import { readOutbox, tryNow } from "./device.ts";
import type { FaultKind } from "./faults.ts";
import { type Ledger, newLedger, noteRow } from "./ledger.ts";
import { reportOnce } from "./officer.ts";
import { randomOf } from "./random.ts";
import { kindsOf, type Reaper, reaperOf } from "./reaper.ts";
import { type ActKind, scheduleOf } from "./schedule.ts";
import { openStage, type Stage } from "./stage.ts";

export interface Outcome extends Counted {
  kills: number;
  undone: number;
  killsByKind: Record<ActKind, number>;
  faultsByKind: Record<FaultKind, number>;
  requests: number;
  /** Outbox rows that did not reach a final state. */
  stuck: string[];
}

const tryNowEveryMs = 6_000;
const idleMs = 500;
const maxDrainMs = 600_000;
const maxRounds = 5;
const firstPost = 1_000_000_000_000;

/**
 * Spoils the intake's data to prove that the count detects it: one report lost, one doubled, one altered.
 * Needs three reports that have arrived with a file each.
 */
export async function breakThree({ store: { db }, files: evidence }: Kept): Promise<void> {
  const rows = await db.select().from(reports).orderBy(reports.receivedAt, reports.id).limit(3);
  const [lost, doubled, altered] = rows;
  if (!lost || !doubled || !altered) throw new Error("fewer than three reports to spoil");
  await db.delete(files).where(eq(files.reportId, lost.id));
  await db.delete(reports).where(eq(reports.id, lost.id));

  const receivedAt = new Date(doubled.receivedAt.getTime() + 1);
  await db.execute(insertRows(reports, [{ ...doubled, id: randomUUID(), receivedAt }]));

  const [file] = await db.select().from(files).where(eq(files.reportId, altered.id));
  const kept = file && (await evidence.get(file.sha256));
  if (!kept) throw new Error("the report to alter has no file");
  const bytes = kept.bytes;
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await evidence.put(file.sha256, bytes);
}

export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const { seed, minutes, say } = options;
  const note = openDiary(options.diary);
  const stage = await openStage(options);
  try {
    const ledger = newLedger();
    const reaper = reaperOf(stage);
    const lastsMs = minutes * 60_000;
    const nextPost = countFrom(firstPost + seed * 1_000_000);
    stage.faults.start();
    for (let round = 1; round <= maxRounds; round++) {
      // If too few reports get through between two kills, the next round has fewer kills.
      const everyMs = options.killEveryMs * round;
      const schedule = scheduleOf({ seed: seed + round - 1, lastsMs, everyMs, kinds: kindsOf(stage) });
      note({ seed, round, schedule });
      say(`seed ${seed}: ${schedule.length} acts in ${minutes} min; diary ${options.diary}`);
      const reaping = reaper.run(schedule, (act, done) => note({ act, done }));
      await work(stage, { ledger, nextPost }, options, lastsMs, (words) => note({ words }));
      reaper.stop();
      await reaping;
      if (ledger.acknowledged.size >= options.atLeast) break;
    }
    stage.faults.stop();
    say(`${ledger.acknowledged.size} reports acknowledged, ${reaper.kills()} kills; repairing`);
    await reaper.mend();
    const stuck = await drainAll(stage, ledger, say);
    await stage.closeDevices();
    return await count(stage, ledger, reaper, stuck, options.breakThree);
  } finally {
    await stage.close();
  }
}

/** Returns a function that allocates ranges of numbers. */
function countFrom(first: number): (count: number) => number {
  let next = first;
  return (count) => {
    next += count;
    return next - count;
  };
}

/** Each officer works independently until the time is over or enough posts are reported. */
async function work(
  { lives, proxy }: Stage,
  { ledger, nextPost }: { ledger: Ledger; nextPost(count: number): number },
  { seed, reports }: ChaosOptions,
  lastsMs: number,
  note: (words: string) => void,
): Promise<void> {
  const endMs = performance.now() + lastsMs;
  const officer = async (life: BrowserLife, index: number) => {
    const random = randomOf(seed, `officer ${index}`);
    const now = (act: () => Promise<void>) => act().catch((error: Error) => note(error.message));
    let triedMs = performance.now();
    while (performance.now() < endMs) {
      const left = Math.min(50, reports - ledger.acknowledged.size);
      if (left > 0)
        await now(() => reportOnce({ life, ledger, random, nextPost, sent: proxy.reports }, left));
      // The officers stay until the end, so that runs with few reports have as many kills as others.
      else await wait(idleMs);
      if (performance.now() - triedMs < tryNowEveryMs) continue;
      triedMs = performance.now();
      await life.whenUp();
      await now(() => life.during(() => tryNow(life.driver)));
    }
  };
  await Promise.all(lives.map(officer));
}

/** Waits until all outboxes are drained and records their rows. Returns the rows that did not reach a final state. */
async function drainAll(
  { lives, proxy }: Stage,
  ledger: Ledger,
  say: (line: string) => void,
): Promise<string[]> {
  const atRest = ["sent", "undone", "withdrawn", "failed"];
  const endMs = performance.now() + maxDrainMs;
  const stuck: string[] = [];
  for (const { driver } of lives) {
    for (;;) {
      const rows = await readOutbox(driver);
      const moving = rows.filter(({ state }) => !atRest.includes(state));
      say(`${driver.name}: ${rows.length} in the outbox, ${moving.length} not final`);
      if (moving.length > 0 && performance.now() < endMs) {
        await tryNow(driver);
        await wait(2_000);
        continue;
      }
      for (const row of rows) {
        noteRow(ledger, row, proxy.reports);
        resolveUndo(ledger, row.number, row.state);
        if (row.state !== "sent" && row.state !== "undone")
          stuck.push(`${row.number} ${row.state} ${row.problem ?? ""}`.trim());
      }
      break;
    }
  }
  return stuck;
}

/** The form did not confirm the undo, so the device's state decides. */
function resolveUndo(ledger: Ledger, number: string, state: string): void {
  if (!ledger.unsure.delete(number)) return;
  (state === "undone" ? ledger.undone : ledger.acknowledged).add(number);
}

async function count(
  stage: Stage,
  ledger: Ledger,
  reaper: Reaper,
  stuck: string[],
  spoil: boolean,
): Promise<Outcome> {
  const store = stage.databaseUrl
    ? await openPostgres(stage.databaseUrl)
    : await openPglite(join(stage.dataDir, "db"));
  try {
    const kept = { store, files: await openEvidence(`file:${join(stage.disk.folder, "evidence")}`) };
    if (spoil) await breakThree(kept);
    return {
      ...(await countReports(ledger, kept)),
      kills: reaper.kills(),
      undone: ledger.undone.size,
      killsByKind: reaper.counts,
      faultsByKind: stage.faults.counts,
      requests: stage.proxy.counts.requests,
      stuck,
    };
  } finally {
    await store.close();
  }
}

/** Writes one JSON line per event. */
function openDiary(path: string): (entry: object) => void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "");
  const startMs = performance.now();
  return (entry) => {
    const ms = Math.round(performance.now() - startMs);
    appendFileSync(path, `${JSON.stringify({ ms, ...entry })}\n`);
  };
}
