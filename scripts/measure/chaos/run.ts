/** One run: officers report while faults are injected; afterwards all is repaired, outboxes drain, and reports are counted. */

import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { insertRows } from "../../../intake/db/insert.ts";
import { openPglite, openPostgres } from "../../../intake/db/open.ts";
import type { ReportRecord } from "../../../intake/db/rows.ts";
import { files, log, reports } from "../../../intake/db/schema/index.ts";
import type { Store } from "../../../intake/db/store.ts";
import { type EvidenceFiles, openEvidence } from "../../../intake/evidence/evidence-files.ts";
import { asReceived } from "../../../intake/reports/store/rebuild-report.ts";
import { verifyStore } from "../../../intake/verify/verify.ts";
import { filesOf } from "../../../utils/shared/contract/files.ts";
import { digestHex, digestJson } from "../../../utils/shared/seal/digest.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { type Driver, type SitePage, type Surface, until } from "../../dev/drivers/driver.ts";
import { openForm, overrideWarnings, untilInFront } from "../../dev/drivers/file-report.ts";
import { pressBar, untilMarked } from "../../dev/drivers/selection-bar.ts";
import { readOutbox, tryNow } from "./device.ts";
import { type ActKind, Disruptor, kindsOf, scheduleOf } from "./disruptor.ts";
import { type ChaosEnvironment, openChaosEnvironment } from "./environment.ts";
import { digestOf, type Ledger, newLedger, noteRow, type SavedReport } from "./ledger.ts";
import type { ChaosOptions } from "./options.ts";
import type { FaultKind } from "./proxy.ts";
import { type Random, randomOf } from "./random.ts";
import type { RestartableBrowser } from "./restartable-browser.ts";

interface ReportCounts {
  /** Number of reports acknowledged to the person and not undone. */
  reports: number;
  /** Number of their files. */
  files: number;
  lost: string[];
  doubled: string[];
  altered: string[];
  /** Undone on the device, but present at the intake. */
  notUndone: string[];
  /** Acknowledged, but never read from the device's disk, so there is nothing to compare. */
  unread: string[];
}

export interface StoredState {
  store: Store;
  files: EvidenceFiles;
}

/**
 * Compares what the form showed to the person with the intake's database and evidence. With `further` servers, each
 * report must be on exactly one.
 */
export async function countReports(
  ledger: Ledger,
  kept: StoredState,
  further: readonly StoredState[] = [],
): Promise<ReportCounts> {
  const servers = [kept, ...further];
  const rows: ReportRecord[] = [];
  const byNumber = new Map<string, { row: ReportRecord; server: StoredState }>();
  for (const server of servers)
    for (const row of await server.store.db.select().from(reports)) {
      rows.push(row);
      byNumber.set(receiptNumberOf(row.id), { row, server });
    }
  const lost = new Set<string>();
  const altered = new Set(ledger.changedOnDevice);
  let fileCount = 0;
  for (const number of ledger.acknowledged) {
    const stored = byNumber.get(number);
    if (!stored) {
      lost.add(number);
      continue;
    }
    const differences = await compareReport(stored.server, stored.row, ledger.saved.get(number));
    fileCount += differences.files;
    if (differences.isLost) lost.add(number);
    if (differences.isAltered) altered.add(number);
  }
  const doubled = await findDuplicates(servers, rows);
  for (const { store } of servers)
    for (const finding of await otherBrokenFindings(store, [...lost, ...altered, ...doubled]))
      altered.add(finding);
  return {
    reports: ledger.acknowledged.size,
    files: fileCount,
    lost: [...lost],
    doubled,
    altered: [...altered],
    notUndone: [...ledger.undone].filter((number) => byNumber.has(number)),
    unread: [...ledger.acknowledged].filter((number) => !ledger.saved.has(number)),
  };
}

async function compareReport(kept: StoredState, row: ReportRecord, saved: SavedReport | undefined) {
  const evidence = saved ? JSON.parse(saved.body).evidence : row.evidence;
  const states = [];
  for (const { sha256 } of filesOf(evidence)) states.push(await fileState(kept, row.id, sha256));
  const isSame = !saved || (await hasDigest(row, await digestOf(saved)));
  return {
    files: states.length,
    isLost: states.includes("lost"),
    isAltered: !isSame || states.includes("altered"),
  };
}

/** Checks the digest recorded at arrival and the digest computed from the stored columns. */
async function hasDigest(row: ReportRecord, digest: string): Promise<boolean> {
  return row.digest === digest && (await digestJson(asReceived(row))) === digest;
}

async function fileState({ store, files: evidence }: StoredState, reportId: string, sha256: string) {
  const noted = await store.db.$count(
    files,
    sql`${files.reportId} = ${reportId} and ${files.sha256} = ${sha256}`,
  );
  const kept = await evidence.get(sha256);
  if (noted === 0 || !kept) return "lost";
  return (await digestHex(kept.bytes)) === sha256 ? "sound" : "altered";
}

/** Finds subjects with two report rows, and reports with two arrivals in the log. Each post of a run is reported once. */
async function findDuplicates(
  servers: readonly StoredState[],
  rows: readonly ReportRecord[],
): Promise<string[]> {
  const seen = new Set<string>();
  const doubled: string[] = [];
  for (const { id, evidence } of [...rows].sort((one, other) => +one.receivedAt - +other.receivedAt)) {
    if (seen.has(evidence.subject)) doubled.push(receiptNumberOf(id));
    seen.add(evidence.subject);
  }
  const logged = new Set<string>();
  for (const detail of await readArrivals(servers)) {
    const number = receiptNumberOf(String(detail.report));
    if (logged.has(number)) doubled.push(number);
    logged.add(number);
  }
  return doubled;
}

async function readArrivals(servers: readonly StoredState[]): Promise<Record<string, unknown>[]> {
  const documents: Record<string, unknown>[] = [];
  for (const { store } of servers) {
    const rows = await store.db
      .select({ detail: log.detail })
      .from(log)
      .where(eq(log.act, "report-received"));
    documents.push(...rows.map(({ detail }) => detail));
  }
  return documents;
}

/** Findings of `npm run verify`, except those about reports counted already. */
async function otherBrokenFindings(store: Store, named: readonly string[]): Promise<string[]> {
  const { broken } = await verifyStore(store);
  const isNamed = (sentence: string) => {
    const id = /report ([0-9a-f-]{36})/.exec(sentence)?.[1];
    return id !== undefined && named.includes(receiptNumberOf(id));
  };
  return broken.filter((sentence) => !isNamed(sentence));
}

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

interface OfficerContext {
  life: RestartableBrowser;
  ledger: Ledger;
  random: Random;
  /** Returns an unused post number, with `count` unused numbers from there on. */
  nextPost(count: number): number;
  /** By SHA-256: texts of reports on their way to the intake. */
  sent: ReadonlyMap<string, string>;
}

const mostInSet = 50;
const openMs = 6_000;
const [singleShare, undoShare] = [0.25, 0.06];
const subjectOf = (post: number) => `x:post:${post}`;

const maxMs = 25_000;
const pressAgainMs = 2_500;
const undoMs = 8_000;

/** Presses "Kirim", again if the form reports a failure, and returns the receipt numbers. */
async function pressSend(form: Surface): Promise<string[]> {
  let pressedMs = 0;
  return until(
    "the receipt",
    async () => {
      const numbers = await readNumbers(form);
      if (numbers.length > 0) return numbers;
      if (performance.now() - pressedMs < pressAgainMs || !(await acceptsSend(form))) return undefined;
      pressedMs = performance.now();
      await form.click("send").catch(() => undefined);
      return undefined;
    },
    maxMs,
  );
}

/** Undoes the reports. If the form does not confirm it, the device's state decides in the end. */
async function undo(form: Surface, numbers: readonly string[], ledger: Ledger): Promise<void> {
  if ((await form.count("undo")) === 0) return;
  for (const number of numbers) {
    ledger.acknowledged.delete(number);
    ledger.unsure.add(number);
  }
  await form.click("undo");
  await form.waitFor("undone", undoMs);
  for (const number of numbers) {
    ledger.unsure.delete(number);
    ledger.undone.add(number);
  }
}

async function readNumbers(form: Surface): Promise<string[]> {
  if ((await form.count("receipt")) === 0) return [];
  return (await form.text("receipt")).match(/LK-[A-Z\d]{5}-[A-Z\d]{5}/g) ?? [];
}

async function acceptsSend(form: Surface): Promise<boolean> {
  if ((await form.count("send")) === 0) return false;
  return (await form.attribute("send", "aria-disabled")) === "false";
}

/**
 * One officer at work: reports posts of the practice feed in sets of up to fifty and singly, and undoes
 * some. Opens a feed of unreported posts and reports once, at most `most` posts.
 */
async function reportOnce(work: OfficerContext, most: number): Promise<void> {
  const { life, random } = work;
  const alone = random.next() < singleShare || most < 2;
  const takesBack = random.next() < undoShare;
  const count = alone ? 1 : Math.min(most, random.between(Math.ceil(mostInSet * 0.6), mostInSet));
  const from = work.nextPost(count);
  const subjects = Array.from({ length: count }, (_, index) => subjectOf(from + index));
  await life.whenUp();
  await life.during(async () => {
    const page = await life.driver.open(`https://x.com/bench?from=${from}&count=${count}`);
    try {
      await page.bringToFront();
      await page.waitForState(subjects.at(-1) ?? "", "idle");
      if (alone) await openForm(page, subjectOf(from));
      else await openSet(page, subjects);
      // If the background dies now, the form has no draft and the person closes it.
      await page.form.waitFor("category-JUDI", openMs);
      await page.form.click("category-JUDI");
      await overrideWarnings(page);
      const numbers = await pressSend(page.form);
      for (const number of numbers) work.ledger.acknowledged.add(number);
      if (takesBack) await undo(page.form, numbers, work.ledger);
    } finally {
      await page.close().catch(() => undefined);
    }
    for (const row of await readOutbox(life.driver, subjects)) noteRow(work.ledger, row, work.sent);
  });
}

/** Marks the first post and, with Shift, all up to the last. */
async function openSet(page: SitePage, subjects: readonly string[]): Promise<void> {
  await page.clickHost(subjects[0] ?? "", "Shift");
  await untilMarked(page, 1);
  await page.clickHost(subjects.at(-1) ?? "", "Shift");
  await untilMarked(page, subjects.length);
  await pressBar(page, "report");
  await untilInFront(page);
}

/** Runs one officer until the time is up, who reports until enough posts are reported. */
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
  const opened: StoredState[] = [];
  try {
    for (const { databaseUrl, evidenceUrl } of stage.servers)
      opened.push({ store: await openPostgres(databaseUrl), files: await openEvidence(evidenceUrl) });
    const [kept = await openEmbedded(stage), ...further] = opened;
    if (opened.length === 0) opened.push(kept);
    if (options.corruptThree) await corruptThree(kept);
    return {
      ...(await countReports(ledger, kept, further)),
      kills: reaper.kills,
      undone: ledger.undone.size,
      killsByKind: reaper.counts,
      faultsByKind: stage.faults.counts,
      requests: stage.proxy.counts.requests,
      stuck,
    };
  } finally {
    for (const { store } of opened) await store.close();
  }
}

async function openEmbedded({ dataDir, disk }: ChaosEnvironment): Promise<StoredState> {
  const files = await openEvidence(`file:${join(disk.folder, "evidence")}`);
  return { store: await openPglite(join(dataDir, "db")), files };
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
