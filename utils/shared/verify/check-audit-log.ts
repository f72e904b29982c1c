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

/** Returns the first batch that contains an entry. */
export type SealedEntries = (caseId: string, seq: number) => BatchClaims | undefined;

/** Checks each leaf's position in its batch's tree, and that it matches the log's entries. */
export async function checkInclusions(
  inclusions: readonly Inclusion[],
  logs: Logs,
  intakeKey: PublicKey,
  note: Note,
): Promise<SealedEntries> {
  const sealed = new Map<string, BatchClaims>();
  for (const inclusion of inclusions) {
    const { caseId, from, hashes } = inclusion.leaf;
    const path = `${logPath(caseId)} ${from}–${from + hashes.length - 1}`;
    const claims = await checkInclusion(inclusion, intakeKey);
    if (!claims.ok) {
      note("inclusion", false, path, { part: claims.problem.detail ?? "", no: "?", at: "" });
      continue;
    }
    const { no, at } = claims.value;
    const entries = logs.get(caseId) ?? [];
    const wrong = hashes.findIndex((hash, index) => entries[from - 1 + index]?.hash !== hash);
    if (wrong !== -1) {
      note("inclusion", false, logPath(caseId, from + wrong), { part: "log", no, at });
      continue;
    }
    note("inclusion", true, path, { part: "", no, at });
    for (const index of hashes.keys()) sealed.set(`${caseId} ${from + index}`, claims.value);
  }
  const batchOf: SealedEntries = (caseId, seq) => sealed.get(`${caseId} ${seq}`);
  noteWaiting(logs, batchOf, note);
  return batchOf;
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

export async function checkDays(
  days: readonly SealedDay[],
  inclusions: readonly Inclusion[],
  { intakeKey, blocks }: Trusted,
  note: Note,
): Promise<DayFacts[]> {
  const facts: DayFacts[] = [];
  for (const day of days) {
    const checked = await checkDay(day, intakeKey);
    const part = checked.ok ? "" : (checked.problem.detail ?? "");
    note("day", checked.ok, `day ${day.day}`, { day: day.day, count: day.batches.length, part });
    const timestamp = checked.ok && day.timestamp ? await checkDayTimestamp(day, note) : undefined;
    const anchor = checked.ok ? await checkAnchors(day, blocks, note) : undefined;
    facts.push({
      day: day.day,
      batches: day.batches.length,
      ...(timestamp ? { timestamp } : {}),
      ...(anchor ? { anchor } : {}),
    });
  }
  const inDays = new Set(days.flatMap(({ batches }) => batches));
  const open = new Set(inclusions.map(({ batch }) => batch).filter((batch) => !inDays.has(batch)));
  if (open.size > 0) note("day", "unknown", "", { day: "", count: open.size, part: "" });
  return facts;
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
