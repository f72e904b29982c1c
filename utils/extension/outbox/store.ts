/**
 * The outbox on disk (IndexedDB): rows, and separately the exact bytes of reports and their files. Frequent
 * queries use an index, so finished reports, which accumulate daily, are not read.
 */

import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { z } from "zod";
import { sha256 } from "../../shared/contract/ids.ts";
import { type OutboxState, outboxState, type StoredRow, storedRow } from "../../shared/contract/outbox.ts";
import { fail } from "../../shared/contract/result.ts";
import type { Subject } from "../../shared/contract/site.ts";
import type { OthersDevices } from "../api/enrolment.ts";
import type { MachineRow } from "./state-machine.ts";

/** Data from disk is validated with the contract, like data from the network. */
export const storedReport: z.ZodType<{ row: StoredRow }> = z.object({ row: storedRow });

/** Stored apart from the row, which is read often, and deleted once it no longer has to be sent. */
export const storedBody = z.object({
  reportId: z.string(),
  /** The report as JSON text. Never rebuilt, so that an id always stands for the same bytes. */
  body: z.string(),
});

const bytes = z.instanceof(Uint8Array<ArrayBuffer>);

/** An unencrypted file, on devices that received no key for files. */
export const plainFile = z.object({ sha256, bytes });
export type PlainFile = z.infer<typeof plainFile>;

/** Encrypted to the intake at which the device was enrolled. */
export const wrappedFile = z.object({
  /** Digest of the plain file: its content address. */
  sha256,
  deviceId: z.string(),
  bytes,
  /** Digest of the encrypted bytes, with which the device can detect damage without decrypting. */
  wrappedSha256: sha256,
});
export type WrappedFile = z.infer<typeof wrappedFile>;

export type StoredFile = PlainFile | WrappedFile;

/** Values have a type only after parsing. */
export interface OutboxDb extends DBSchema {
  reports: {
    key: string;
    value: object;
    indexes: { bySubject: string; bySet: string; byState: OutboxState; byFileLeft: string };
  };
  bodies: { key: string; value: object };
  files: { key: string; value: object };
  wrapped: { key: [string, string]; value: object };
}

let opened: Promise<IDBPDatabase<OutboxDb>> | undefined;

type Values = Record<string, unknown>;

const unfinishedStates: readonly unknown[] = ["held", "waiting", "sending"];
const receivedStates: readonly unknown[] = ["sent", "withdrawing", "withdrawn"];

/**
 * From version 1: counts the files, derives `received` from the state, and fails reports without a seal,
 * which no intake accepts any more. Unreadable data is returned unchanged. Pure.
 */
export function upgradeStored(stored: unknown): unknown {
  const { row, body } = isValues(stored) ? stored : {};
  const report = parse(body);
  if (!isValues(row) || !report) return stored;
  const filesTotal = countFiles(report.evidence);
  const { nextTryAt, ...rest }: Values = {
    tries: 0,
    received: receivedStates.includes(row.state),
    filesTotal,
    ...row,
  };
  const isHopeless =
    unfinishedStates.includes(row.state) && !rest.received && typeof report.seal !== "string";
  return {
    row: isHopeless
      ? { ...rest, state: "failed", problem: fail("report-unsealed").problem }
      : { ...rest, ...(nextTryAt === undefined ? {} : { nextTryAt }) },
    body,
  };
}

/** The text is needed until the intake has acknowledged it; afterwards only the id and the files are. */
export function needsBody({ state, received }: StoredRow): boolean {
  return !received && state !== "undone";
}

/**
 * From version 2: separates the row from the report's text, if it still has to be sent. Unreadable data is kept
 * completely.
 */
export function splitStored(stored: unknown): { report: unknown; body?: unknown } {
  if (!isValues(stored)) return { report: stored };
  const { body, ...report } = stored;
  const row = storedRow.safeParse(report.row);
  return row.success && !needsBody(row.data) ? { report } : { report, body };
}

function countFiles(evidence: unknown): number {
  const { picture, frame, snapshot } = isValues(evidence) ? evidence : {};
  return [picture, frame, snapshot].filter((part) => isValues(part) && part.state === "taken").length;
}

function parse(body: unknown): Values | undefined {
  try {
    const value: unknown = JSON.parse(String(body));
    return isValues(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function open(): Promise<IDBPDatabase<OutboxDb>> {
  opened ??= openDB<OutboxDb>("outbox", 3, {
    upgrade: async (db, from, _, tx) => {
      if (from < 1) {
        db.createObjectStore("reports", { keyPath: "row.reportId" }).createIndex("bySubject", "row.subject");
        db.createObjectStore("files", { keyPath: "sha256" });
      }
      if (from < 2) db.createObjectStore("wrapped", { keyPath: ["sha256", "deviceId"] });
      const bodies = db.createObjectStore("bodies", { keyPath: "reportId" });
      const reports = tx.objectStore("reports");
      reports.createIndex("bySet", "row.setId");
      reports.createIndex("byState", "row.state");
      reports.createIndex("byFileLeft", "row.filesLeft", { multiEntry: true });
      for (let cursor = await reports.openCursor(); cursor; cursor = await cursor.continue()) {
        const { report, body } = splitStored(from < 2 ? upgradeStored(cursor.value) : cursor.value);
        await cursor.update(report as object);
        if (body !== undefined) await bodies.put({ reportId: cursor.primaryKey, body });
      }
    },
    // Must not block a newer version in another context.
    blocking: (_, __, event) => {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
}

/** Allows another attempt after the database could not be opened. */
function forget(): void {
  opened = undefined;
}

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
  const values = await Promise.all(reportIds.map((reportId) => reports.get(reportId)));
  const before = values.flatMap(parseRow);
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

/** Returns the latest report on a subject that is or will be at the intake. `others`: devices of other people. */
export async function findBySubject(
  subject: Subject,
  others: OthersDevices,
): Promise<MachineRow | undefined> {
  const { rows } = toListed(await (await open()).getAllFromIndex("reports", "bySubject", subject));
  return rows.find(
    ({ state, received, deviceId }) =>
      !(others.has(deviceId) || /undone|withdrawn/.test(state) || (state === "failed" && !received)),
  );
}

function toListed(stored: readonly object[]): OutboxListing {
  const read = stored.map((value) => ({ value, row: parseRow(value) }));
  return {
    rows: read.flatMap(({ row }) => row).sort(newestFirst),
    damaged: read.filter(({ row }) => row.length === 0).map(({ value }) => keyOf(value)),
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
