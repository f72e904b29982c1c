/** The outbox on disk: reports as the exact bytes that will be sent, and their files, in IndexedDB. */

import type { Subject } from "../contract/site.ts";
import {
  open,
  plainFile,
  type StoredFile,
  type StoredReport,
  storedReport,
  wrappedFile,
} from "./database.ts";
import type { MachineRow } from "./machine.ts";
import { readNeeds } from "./needs.ts";

export interface Listed {
  /** Newest first. */
  rows: MachineRow[];
  /** Keys of what does not fit the contract: kept for people who mend things, never sent, in nobody's way. */
  damaged: string[];
}

/** Saves reports and their files, all or none, on disk when this resolves; rejects when the disk is full. */
export async function addReports(
  reports: readonly StoredReport[],
  files: readonly StoredFile[],
): Promise<void> {
  const db = await open();
  const tx = db.transaction(["reports", "files", "wrapped"], "readwrite", { durability: "strict" });
  const writes = [
    ...reports.map((report) => tx.objectStore("reports").add(report)),
    ...files.map((file) => tx.objectStore("wrappedSha256" in file ? "wrapped" : "files").put(file)),
  ];
  await Promise.all([...writes, tx.done]);
}

/** Applies a change to a row in one transaction; gives the new row, or undefined when there is no such report. */
export async function changeRow(
  reportId: string,
  change: (row: MachineRow) => MachineRow,
): Promise<MachineRow | undefined> {
  const rows = await changeRows([reportId], ([row]) => (row ? [change(row)] : []));
  return rows[0];
}

/** The same for several reports: `change` gets those that there are and gives back those that it changed. */
export async function changeRows(
  reportIds: readonly string[],
  change: (rows: MachineRow[]) => MachineRow[],
): Promise<MachineRow[]> {
  const db = await open();
  const tx = db.transaction(["reports", "files", "wrapped"], "readwrite", { durability: "strict" });
  const reports = tx.objectStore("reports");
  const found = await Promise.all(reportIds.map((reportId) => reports.get(reportId)));
  const stored = new Map(found.flatMap(parseReport).map((one) => [one.row.reportId, one] as const));
  const rows = change([...stored.values()].map(({ row }) => row));
  let released = false;
  for (const row of rows) {
    const before = stored.get(row.reportId);
    if (!before) continue;
    if (row !== before.row) await reports.put({ ...before, row });
    released ||= row.filesLeft.length < before.row.filesLeft.length;
  }
  // A file is kept as long as some report still has to send it, no longer.
  if (released) {
    const needs = readNeeds(await reports.getAll());
    for (const key of await tx.objectStore("files").getAllKeys())
      if (!needs.plain(key)) await tx.objectStore("files").delete(key);
    for (const key of await tx.objectStore("wrapped").getAllKeys())
      if (!needs.wrapped(key)) await tx.objectStore("wrapped").delete(key);
  }
  await tx.done;
  return rows;
}

export async function readReport(reportId: string): Promise<StoredReport | undefined> {
  return parseReport(await (await open()).get("reports", reportId))[0];
}

/** The file as this report would send it: encrypted for the report's own enrolment, or plain where there was no key. */
export async function readFile(sha256: string, deviceId?: string): Promise<StoredFile | undefined> {
  const db = await open();
  const wrapped =
    deviceId === undefined ? undefined : wrappedFile.safeParse(await db.get("wrapped", [sha256, deviceId]));
  return wrapped?.success ? wrapped.data : plainFile.safeParse(await db.get("files", sha256)).data;
}

export async function listAll(): Promise<Listed> {
  const stored = await (await open()).getAll("reports");
  const rows = stored.flatMap(parseReport).map(({ row }) => row);
  const damaged = stored.filter((one) => parseReport(one).length === 0).map(keyOf);
  return { rows: rows.sort(newestFirst), damaged };
}

export async function listRows(): Promise<MachineRow[]> {
  return (await listAll()).rows;
}

/** This device's latest report of a subject that was neither undone nor withdrawn. */
export async function findBySubject(subject: Subject): Promise<MachineRow | undefined> {
  const reports = await (await open()).getAllFromIndex("reports", "bySubject", subject);
  return reports
    .flatMap(parseReport)
    .map(({ row }) => row)
    .filter(({ state }) => state !== "undone" && state !== "withdrawn")
    .sort(newestFirst)[0];
}

function parseReport(stored: unknown): StoredReport[] {
  const read = storedReport.safeParse(stored);
  return read.success ? [read.data] : [];
}

/** The database keeps nothing without its key. */
function keyOf(stored: object): string {
  return String((stored as { row: { reportId: unknown } }).row.reportId);
}

function newestFirst(a: MachineRow, b: MachineRow): number {
  return b.savedAt.localeCompare(a.savedAt);
}
