/** The outbox on disk: reports as the exact bytes that will be sent, and their files, in IndexedDB. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Subject } from "../contract/site.ts";
import type { MachineRow } from "./machine.ts";

export interface StoredReport {
  row: MachineRow;
  /** The report as JSON text; never rebuilt, so that the same id always means the same bytes. */
  body: string;
}

export interface StoredFile {
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface OutboxDb extends DBSchema {
  reports: { key: string; value: StoredReport; indexes: { bySubject: string } };
  files: { key: string; value: StoredFile };
}

let opened: Promise<IDBPDatabase<OutboxDb>> | undefined;

function open(): Promise<IDBPDatabase<OutboxDb>> {
  opened ??= openDB<OutboxDb>("outbox", 1, {
    upgrade: (db) => {
      db.createObjectStore("reports", { keyPath: "row.reportId" }).createIndex("bySubject", "row.subject");
      db.createObjectStore("files", { keyPath: "sha256" });
    },
    terminated: () => {
      opened = undefined;
    },
  });
  return opened;
}

/** Saves reports and their files, all or none, on disk when this resolves; rejects when the disk is full. */
export async function addReports(
  reports: readonly StoredReport[],
  files: readonly StoredFile[],
): Promise<void> {
  const db = await open();
  const tx = db.transaction(["reports", "files"], "readwrite", { durability: "strict" });
  const writes = [
    ...reports.map((report) => tx.objectStore("reports").add(report)),
    ...files.map((file) => tx.objectStore("files").put(file)),
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
  const tx = db.transaction(["reports", "files"], "readwrite", { durability: "strict" });
  const reports = tx.objectStore("reports");
  const found = await Promise.all(reportIds.map((reportId) => reports.get(reportId)));
  const stored = new Map(found.flatMap((one) => (one ? [[one.row.reportId, one] as const] : [])));
  const rows = change([...stored.values()].map(({ row }) => row));
  const released = new Set<string>();
  for (const row of rows) {
    const before = stored.get(row.reportId);
    if (!before) continue;
    await reports.put({ ...before, row });
    for (const sha256 of before.row.filesLeft) if (!row.filesLeft.includes(sha256)) released.add(sha256);
  }
  // A file is kept as long as some report still has to send it, no longer.
  if (released.size > 0) {
    const needed = new Set((await reports.getAll()).flatMap(({ row }) => row.filesLeft));
    for (const sha256 of released) if (!needed.has(sha256)) await tx.objectStore("files").delete(sha256);
  }
  await tx.done;
  return rows;
}

export async function readReport(reportId: string): Promise<StoredReport | undefined> {
  return (await open()).get("reports", reportId);
}

export async function readFile(sha256: string): Promise<StoredFile | undefined> {
  return (await open()).get("files", sha256);
}

/** All rows, newest first. */
export async function listRows(): Promise<MachineRow[]> {
  const reports = await (await open()).getAll("reports");
  return reports.map(({ row }) => row).sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** This device's latest report of a subject that was neither undone nor withdrawn. */
export async function findBySubject(subject: Subject): Promise<MachineRow | undefined> {
  const reports = await (await open()).getAllFromIndex("reports", "bySubject", subject);
  return reports
    .map(({ row }) => row)
    .filter(({ state }) => state !== "undone" && state !== "withdrawn")
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0];
}
