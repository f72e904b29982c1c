/**
 * The outbox on disk (IndexedDB): rows, and separately the exact bytes of reports and their files. Frequent
 * queries use an index, so finished reports, which accumulate daily, are not read.
 */

import type { IDBPTransaction } from "idb";
import { type OutboxState, outboxState, type StoredRow } from "../../shared/contract/outbox.ts";
import type { Subject } from "../../shared/contract/site.ts";
import {
  needsBody,
  type OutboxDb,
  open,
  plainFile,
  type StoredFile,
  storedBody,
  storedReport,
  wrappedFile,
} from "./database.ts";
import type { MachineRow } from "./state-machine.ts";

export interface NewReport {
  row: MachineRow;
  /** Its exact JSON text. */
  body: string;
}

export interface OutboxListing {
  /** Newest first. */
  rows: MachineRow[];
  /** Keys of entries that do not match the contract. Kept for diagnosis and never sent. */
  damaged: string[];
}

/** Saves reports and their files, all or none. Resolves when they are on disk; rejects if the disk is full. */
export async function addReports(reports: readonly NewReport[], files: readonly StoredFile[]): Promise<void> {
  const tx = await openTransaction();
  const writes = [
    ...reports.map(({ row }) => tx.objectStore("reports").add({ row })),
    ...reports.map(({ row, body }) => tx.objectStore("bodies").add({ reportId: row.reportId, body })),
    ...files.map((file) => tx.objectStore("wrappedSha256" in file ? "wrapped" : "files").put(file)),
  ];
  await Promise.all([...writes, tx.done]);
}

/** Changes a row in one transaction. Returns the new row, or undefined if there is no such report. */
export async function changeRow(
  reportId: string,
  change: (row: MachineRow) => MachineRow,
): Promise<MachineRow | undefined> {
  const rows = await changeRows([reportId], ([row]) => (row ? [change(row)] : []));
  return rows[0];
}

type OutboxTransaction = IDBPTransaction<
  OutboxDb,
  ("reports" | "bodies" | "files" | "wrapped")[],
  "readwrite"
>;

/**
 * Deletes texts and files that no report needs any more, in the transaction that ends the need. Deletes
 * what `before` needed and `after`, which is already written, does not, unless another report needs it.
 */
async function deleteUnneeded(tx: OutboxTransaction, before: StoredRow, after: StoredRow): Promise<void> {
  if (needsBody(before) && !needsBody(after)) await tx.objectStore("bodies").delete(after.reportId);
  for (const sha256 of before.filesLeft)
    if (!after.filesLeft.includes(sha256)) await deleteFile(tx, sha256, before.deviceId);
}

async function deleteFile(
  tx: OutboxTransaction,
  sha256: string,
  deviceId: string | undefined,
): Promise<void> {
  const needing = tx.objectStore("reports").index("byFileLeft");
  let cursor = await needing.openCursor(sha256);
  if (!cursor) await tx.objectStore("files").delete(sha256);
  if (deviceId === undefined) return;
  for (; cursor; cursor = await cursor.continue()) if (mayBelongTo(cursor.value, deviceId)) return;
  await tx.objectStore("wrapped").delete([sha256, deviceId]);
}

/** A row that cannot be parsed may belong to any device, and a deletion cannot be undone. */
function mayBelongTo(stored: object, deviceId: string): boolean {
  const read = storedReport.safeParse(stored);
  return !read.success || read.data.row.deviceId === deviceId;
}

/** Changes several rows in one transaction. `change` receives the existing rows and returns the changed ones. */
export async function changeRows(
  reportIds: readonly string[],
  change: (rows: MachineRow[]) => MachineRow[],
): Promise<MachineRow[]> {
  const tx = await openTransaction();
  const reports = tx.objectStore("reports");
  const found = await Promise.all(reportIds.map((reportId) => reports.get(reportId)));
  const before = found.flatMap(parseRow);
  const byId = new Map(before.map((row) => [row.reportId, row]));
  const rows = change(before);
  const changed = rows.flatMap((row) => {
    const from = byId.get(row.reportId);
    return from && from !== row ? [{ from, row }] : [];
  });
  for (const { row } of changed) await reports.put({ row });
  for (const { from, row } of changed) await deleteUnneeded(tx, from, row);
  await tx.done;
  return rows;
}

async function openTransaction() {
  const db = await open();
  return db.transaction(["reports", "bodies", "files", "wrapped"], "readwrite", { durability: "strict" });
}

export async function readRow(reportId: string): Promise<MachineRow | undefined> {
  return parseRow(await (await open()).get("reports", reportId))[0];
}

/**
 * Returns the report's exact text. Undefined after the intake has received it, or if the stored value is
 * invalid.
 */
export async function readBody(reportId: string): Promise<string | undefined> {
  return storedBody.safeParse(await (await open()).get("bodies", reportId)).data?.body;
}

/**
 * Returns the file as this report would send it: encrypted for the report's enrolment, or plain if there was no
 * key.
 */
export async function readFile(sha256: string, deviceId?: string): Promise<StoredFile | undefined> {
  const db = await open();
  const wrapped =
    deviceId === undefined ? undefined : wrappedFile.safeParse(await db.get("wrapped", [sha256, deviceId]));
  return wrapped?.success ? wrapped.data : plainFile.safeParse(await db.get("files", sha256)).data;
}

/** Returns all rows, for display. */
export async function listAll(): Promise<OutboxListing> {
  return toListed(await (await open()).getAll("reports"));
}

/** Returns a consistent list of rows in the given states. */
export async function listIn(states: readonly OutboxState[]): Promise<OutboxListing> {
  const byState = (await open()).transaction("reports").store.index("byState");
  return toListed((await Promise.all(states.map((state) => byState.getAll(state)))).flat());
}

/** Returns the reports that were saved together. */
export async function listSet(setId: string): Promise<MachineRow[]> {
  return toListed(await (await open()).getAllFromIndex("reports", "bySet", setId)).rows;
}

/** Counts rows without a valid state. They are damaged and not found by a query for states. */
export async function countStateless(): Promise<number> {
  const { store } = (await open()).transaction("reports");
  const byState = store.index("byState");
  const [all, ...known] = await Promise.all([
    store.count(),
    ...outboxState.options.map((state) => byState.count(state)),
  ]);
  return known.reduce((left, count) => left - count, all);
}

/** Returns this device's latest report on a subject that was neither undone nor withdrawn. */
export async function findBySubject(subject: Subject): Promise<MachineRow | undefined> {
  const { rows } = toListed(await (await open()).getAllFromIndex("reports", "bySubject", subject));
  return rows.find(({ state }) => state !== "undone" && state !== "withdrawn");
}

function toListed(stored: readonly object[]): OutboxListing {
  const read = stored.map((one) => ({ one, row: parseRow(one) }));
  return {
    rows: read.flatMap(({ row }) => row).sort(newestFirst),
    damaged: read.filter(({ row }) => row.length === 0).map(({ one }) => keyOf(one)),
  };
}

function parseRow(stored: unknown): MachineRow[] {
  const read = storedReport.safeParse(stored);
  return read.success ? [read.data.row] : [];
}

/** Every stored value has its key, because it is the database's key path. */
function keyOf(stored: object): string {
  return String((stored as { row: { reportId: unknown } }).row.reportId);
}

function newestFirst(a: MachineRow, b: MachineRow): number {
  return b.savedAt.localeCompare(a.savedAt);
}
