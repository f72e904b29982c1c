/** Checks the logs of an export and their seals: batches, days and timestamps. */

import type { BatchClaims, Inclusion, ReceiptClaims, SealedDay } from "../contract/audit-log.ts";
import type { LogEntry } from "../contract/case.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import { checkTimestamp } from "../seal/check-timestamp.ts";
import { fromHex, toHex } from "../seal/digest.ts";
import { checkDay, checkInclusion } from "../seal/log-batch.ts";
import { firstBreak } from "../seal/log-chain.ts";
import { type Block, listAttested, type Proof, readProof } from "../seal/open-timestamps.ts";
import type { Note } from "./finding.ts";
import { readBase64 } from "./strict-json.ts";

/** Keyed by case id. */
export type Logs = ReadonlyMap<string, readonly LogEntry[]>;

export async function checkLogs(logs: Logs, note: Note): Promise<void> {
  for (const [caseId, entries] of logs) {
    const broken = await firstBreak(caseId, entries);
    if (broken === undefined) note("log", true, logPath(caseId), { count: entries.length });
    else note("log", false, logPath(caseId, broken), { entry: broken });
  }
}

export function logPath(caseId: string, entry?: number): string {
  return entry === undefined ? `log ${caseId}` : `log ${caseId} entry ${entry}`;
}

export function checkReceiptEntry(
  { number, caseId, log, reportId, reportDigest, manifestDigest }: ReceiptClaims,
  logs: Logs,
  note: Note,
): void {
  const entry = logs.get(caseId)?.[log.seq - 1];
  const { report, digest, manifest } = entry?.detail ?? {};
  const holds =
    entry?.hash === log.hash &&
    entry.act === "report-received" &&
    report === reportId &&
    digest === reportDigest &&
    (manifest === undefined || manifest === manifestDigest);
  note("receipt-log", holds, `${number} ${logPath(caseId, log.seq)}`, { entry: log.seq });
}

/** A batch whose signature holds. */
export interface SealedBatch {
  jws: string;
  claims: BatchClaims;
}

/** Returns the first batch that contains an entry. */
export type SealedEntries = (caseId: string, seq: number) => SealedBatch | undefined;

/** Checks each leaf's position in its batch's tree, and that it matches the log's entries. */
export async function checkInclusions(
  inclusions: readonly Inclusion[],
  logs: Logs,
  intakeKey: PublicKey,
  note: Note,
): Promise<{ batchOf: SealedEntries; batches: readonly SealedBatch[] }> {
  const sealed = new Map<string, SealedBatch>();
  const batches = new Map<string, SealedBatch>();
  for (const inclusion of inclusions) {
    const { caseId, from, hashes } = inclusion.leaf;
    const path = `${logPath(caseId)} ${from}–${from + hashes.length - 1}`;
    const claims = await checkInclusion(inclusion, intakeKey);
    if (!claims.ok) {
      note("inclusion", false, path, { part: claims.problem.detail ?? "", no: "?", at: "" });
      continue;
    }
    const { no, at } = claims.value;
    const batch = { jws: inclusion.batch, claims: claims.value };
    batches.set(batch.jws, batch);
    const entries = logs.get(caseId) ?? [];
    const wrong = hashes.findIndex((hash, index) => entries[from - 1 + index]?.hash !== hash);
    if (wrong !== -1) {
      note("inclusion", false, logPath(caseId, from + wrong), { part: "log", no, at });
      continue;
    }
    note("inclusion", true, path, { part: "", no, at });
    for (const index of hashes.keys()) sealed.set(`${caseId} ${from + index}`, batch);
  }
  const batchOf: SealedEntries = (caseId, seq) => sealed.get(`${caseId} ${seq}`);
  noteWaiting(logs, batchOf, note);
  return { batchOf, batches: [...batches.values()] };
}

/** The newest entries may not be in a batch yet. A gap before sealed entries is a fault. */
function noteWaiting(logs: Logs, batchOf: SealedEntries, note: Note): void {
  for (const [caseId, entries] of logs) {
    const open = entries.filter(({ seq }) => !batchOf(caseId, seq));
    const first = open[0]?.seq;
    if (first === undefined) note("sealed", true, logPath(caseId));
    else {
      const isTail = open.length === entries.length - first + 1;
      note("sealed", isTail ? "unknown" : false, logPath(caseId, first), { count: open.length });
    }
  }
}

export interface DayFacts {
  day: string;
  batches: number;
  /** From an authority whose trustworthiness is not checked here. */
  timestamp?: { at: string; authority: string };
  /** The earliest given Bitcoin block that contains the day's root. */
  anchor?: Block;
}

/** Inputs that the days of an export are compared with. */
interface Trusted {
  intakeKey: PublicKey;
  /** Bitcoin blocks that the person looked up elsewhere. */
  blocks: readonly Block[];
}

/** Returns the facts of each day, in the order of `days`. */
export async function checkDays(
  days: readonly SealedDay[],
  batches: readonly SealedBatch[],
  trusted: Trusted,
  note: Note,
): Promise<DayFacts[]> {
  const facts: DayFacts[] = [];
  for (const [index, day] of days.entries()) {
    const isRepeated = days.findIndex((other) => other.day === day.day) < index;
    if (isRepeated) note("day", false, `day ${day.day}`, { day: day.day, count: 0, part: "repeated" });
    facts.push(await checkOneDay(day, trusted, note));
  }
  noteUnlisted(days, batches, note);
  return facts;
}

async function checkOneDay(day: SealedDay, { intakeKey, blocks }: Trusted, note: Note): Promise<DayFacts> {
  const checked = await checkDay(day, intakeKey);
  const part = checked.ok ? "" : (checked.problem.detail ?? "");
  note("day", checked.ok, `day ${day.day}`, { day: day.day, count: day.batches.length, part });
  const timestamp = checked.ok && day.timestamp ? await checkDayTimestamp(day, note) : undefined;
  const anchor = checked.ok ? await checkAnchors(day, blocks, note) : undefined;
  return {
    day: day.day,
    batches: day.batches.length,
    ...(timestamp ? { timestamp } : {}),
    ...(anchor ? { anchor } : {}),
  };
}

/**
 * The intake adds no batch to a finished day, so one with the date of a finished day must be in its list: otherwise
 * it was made later, and the day's timestamp says nothing about it.
 */
function noteUnlisted(days: readonly SealedDay[], batches: readonly SealedBatch[], note: Note): void {
  const listed = new Set(days.flatMap((day) => day.batches));
  const open = batches.filter(({ jws }) => !listed.has(jws));
  const late = open.filter(({ claims }) => days.some(({ day }) => claims.at.startsWith(day)));
  for (const { claims } of late) {
    const day = claims.at.slice(0, 10);
    note("day", false, `day ${day} batch ${claims.no}`, { day, count: 1, part: "unlisted" });
  }
  const waiting = open.length - late.length;
  if (waiting > 0) note("day", "unknown", "", { day: "", count: waiting, part: "" });
}

async function checkDayTimestamp({ day, root, timestamp = "" }: SealedDay, note: Note) {
  const der = readBase64(timestamp);
  const checked = der && (await checkTimestamp(der, root));
  const part = checked && !checked.ok ? (checked.problem.detail ?? "") : "form";
  if (!checked?.ok) {
    note("timestamp", false, `day ${day} timestamp`, { part, at: "", authority: "" });
    return undefined;
  }
  note("timestamp", true, `day ${day} timestamp`, { part: "", ...checked.value });
  return checked.value;
}

/** Checks the day's OpenTimestamps proofs. Returns the earliest of the given blocks that one of them reaches. */
export async function checkAnchors(
  { day, root, anchors = [] }: SealedDay,
  blocks: readonly Block[],
  note: Note,
): Promise<Block | undefined> {
  const sealed: Block[] = [];
  for (const { calendar, proof: base64 } of anchors) {
    const path = `day ${day} anchor ${calendar}`;
    const bytes = readBase64(base64);
    const proof = bytes && (await readProof(bytes, root));
    if (proof?.ok) sealed.push(...compareBlocks(proof.value, blocks, { note, path, calendar }));
    else note("anchor", false, path, { calendar, part: proof?.problem.detail ?? "form" });
  }
  return sealed.sort((one, other) => one.at.localeCompare(other.at))[0];
}

interface AnchorNote {
  note: Note;
  path: string;
  calendar: string;
}

function compareBlocks(
  proof: Proof,
  blocks: readonly Block[],
  { note, path, calendar }: AnchorNote,
): Block[] {
  const reached = blocksIn(proof);
  if (reached.length === 0) note("anchor", "unknown", path, { calendar });
  return reached.flatMap(({ height, merkleRoot }) => {
    const block = blocks.find((candidate) => candidate.merkleRoot === merkleRoot);
    if (block) note("anchor", true, path, { calendar, height, hash: block.hash, at: block.at });
    else note("anchor-block", "unknown", path, { height, root: asExplorersPrint(merkleRoot) });
    return block ? [block] : [];
  });
}

function blocksIn(proof: Proof): { height: number; merkleRoot: string }[] {
  return listAttested(proof).flatMap(({ message, attestation }) =>
    attestation.kind === "bitcoin" ? [{ height: attestation.height, merkleRoot: message }] : [],
  );
}

/** Explorers print hashes with their bytes reversed. */
function asExplorersPrint(hash: string): string {
  return toHex(fromHex(hash).reverse());
}
