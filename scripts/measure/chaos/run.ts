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
import type { Driver } from "../../dev/drivers/driver.ts";
import { countReports, type ReportCounts, type StoredState } from "./count.ts";
import { readOutbox, tryNow } from "./device.ts";
import { type ActKind, Disruptor, kindsOf, scheduleOf } from "./disruptor.ts";
import { type ChaosEnvironment, openChaosEnvironment } from "./environment.ts";
import { type Ledger, newLedger, noteRow } from "./ledger.ts";
import { reportOnce } from "./officer.ts";
import type { ChaosOptions } from "./options.ts";
import type { FaultKind } from "./proxy.ts";
import { randomOf } from "./random.ts";
import type { RestartableBrowser } from "./restartable-browser.ts";

export interface Outcome extends ReportCounts {
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
const firstPostNumber = 1_000_000_000_000;

/**
 * Spoils the intake's data to prove that the count detects it: one report lost, one doubled, one altered.
 * Needs three reports that have arrived with a file each.
 */
export async function corruptThree({ store: { db }, files: evidence }: StoredState): Promise<void> {
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

interface Run {
  options: ChaosOptions;
  stage: ChaosEnvironment;
  ledger: Ledger;
  reaper: Disruptor;
  /** Allocates a range of post numbers and returns its first. */
  nextPost(count: number): number;
  note(entry: object): void;
}

export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const note = openDiary(options.diary);
  const stage = await openChaosEnvironment(options);
  try {
    const reaper = new Disruptor(stage);
    const nextPost = countFrom(firstPostNumber + options.seed * 1_000_000);
    const run: Run = { options, stage, ledger: newLedger(), reaper, nextPost, note };
    stage.faults.start();
    for (let round = 1; round <= maxRounds; round++) {
      await breakAndWork(run, round);
      if (run.ledger.acknowledged.size >= options.atLeast) break;
    }
    stage.faults.stop();
    options.say(`${run.ledger.acknowledged.size} reports acknowledged, ${reaper.kills} kills; repairing`);
    await reaper.mend();
    const stuck: string[] = [];
    for (const { driver } of stage.lives) stuck.push(...(await drain(run, driver)));
    await stage.closeDevices();
    return await count(run, stuck);
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

/** If too few reports get through between two kills, the next round has fewer kills. */
async function breakAndWork(run: Run, round: number): Promise<void> {
  const { stage, reaper, note } = run;
  const { seed, minutes, killEveryMs, say, diary } = run.options;
  const lastsMs = minutes * 60_000;
  const everyMs = killEveryMs * round;
  const schedule = scheduleOf({ seed: seed + round - 1, lastsMs, everyMs, kinds: kindsOf(stage) });
  note({ seed, round, schedule });
  say(`seed ${seed}: ${schedule.length} acts in ${minutes} min; diary ${diary}`);
  const reaping = reaper.run(schedule, (act, done) => note({ act, done }));
  const endMs = performance.now() + lastsMs;
  await Promise.all(stage.lives.map((life, index) => workUntil(endMs, run, life, index)));
  reaper.stop();
  await reaping;
}

/** An officer works until the time is over, and reports until enough posts are reported. */
async function workUntil(endMs: number, run: Run, life: RestartableBrowser, index: number): Promise<void> {
  const { ledger, nextPost, note } = run;
  const { seed, reports } = run.options;
  const random = randomOf(seed, `officer ${index}`);
  const work = { life, ledger, random, nextPost, sent: run.stage.proxy.reports };
  const now = (act: () => Promise<void>) => act().catch((error: Error) => note({ words: error.message }));
  let triedMs = performance.now();
  while (performance.now() < endMs) {
    const left = Math.min(50, reports - ledger.acknowledged.size);
    if (left > 0) await now(() => reportOnce(work, left));
    // The officers stay until the end, so that runs with few reports have as many kills as others.
    else await wait(idleMs);
    if (performance.now() - triedMs < tryNowEveryMs) continue;
    triedMs = performance.now();
    await life.whenUp();
    await now(() => life.during(() => tryNow(life.driver)));
  }
}

const finalStates = ["sent", "undone", "withdrawn", "failed"];

/** Waits until the outbox is drained and records its rows. Returns the rows that did not reach a final state. */
async function drain({ stage, ledger, options }: Run, driver: Driver): Promise<string[]> {
  const endMs = performance.now() + maxDrainMs;
  for (;;) {
    const rows = await readOutbox(driver);
    const moving = rows.filter(({ state }) => !finalStates.includes(state));
    options.say(`${driver.name}: ${rows.length} in the outbox, ${moving.length} not final`);
    if (moving.length === 0 || performance.now() > endMs) {
      for (const row of rows) {
        noteRow(ledger, row, stage.proxy.reports);
        resolveUndo(ledger, row.number, row.state);
      }
      const stuck = rows.filter(({ state }) => state !== "sent" && state !== "undone");
      return stuck.map(({ number, state, problem }) => `${number} ${state} ${problem ?? ""}`.trim());
    }
    await tryNow(driver);
    await wait(2_000);
  }
}

/** The form did not confirm the undo, so the device's state decides. */
function resolveUndo(ledger: Ledger, number: string, state: string): void {
  if (!ledger.unsure.delete(number)) return;
  (state === "undone" ? ledger.undone : ledger.acknowledged).add(number);
}

async function count({ stage, ledger, reaper, options }: Run, stuck: string[]): Promise<Outcome> {
  const store = stage.databaseUrl
    ? await openPostgres(stage.databaseUrl)
    : await openPglite(join(stage.dataDir, "db"));
  try {
    const kept = { store, files: await openEvidence(`file:${join(stage.disk.folder, "evidence")}`) };
    if (options.corruptThree) await corruptThree(kept);
    return {
      ...(await countReports(ledger, kept)),
      kills: reaper.kills,
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
