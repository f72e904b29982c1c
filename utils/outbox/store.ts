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

/** Saves a report and its files in one transaction that is on disk when this resolves; rejects when the disk is full. */
export async function addReport(report: StoredReport, files: readonly StoredFile[]): Promise<void> {
  const db = await open();
  const tx = db.transaction(["reports", "files"], "readwrite", { durability: "strict" });
  const writes = [
    tx.objectStore("reports").add(report),
    ...files.map((file) => tx.objectStore("files").put(file)),
  ];
  await Promise.all([...writes, tx.done]);
}

/** Applies a change to a row in one transaction; gives the new row, or undefined when there is no such report. */
export async function changeRow(
  reportId: string,
  change: (row: MachineRow) => MachineRow,
): Promise<MachineRow | undefined> {
  const db = await open();
  const tx = db.transaction(["reports", "files"], "readwrite", { durability: "strict" });
  const reports = tx.objectStore("reports");
  const stored = await reports.get(reportId);
  if (!stored) return undefined;
  const row = change(stored.row);
  await reports.put({ ...stored, row });
  // A file is kept as long as some report still has to send it, no longer.
  for (const sha256 of stored.row.filesLeft.filter((left) => !row.filesLeft.includes(left))) {
    const others = await reports.getAll();
    if (!others.some((other) => other.row.filesLeft.includes(sha256)))
      await tx.objectStore("files").delete(sha256);
  }
  await tx.done;
  return row;
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
