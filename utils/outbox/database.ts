/** The outbox's database: what lies in it, and how an earlier version becomes this one. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { sha256 } from "../contract/ids.ts";
import { type StoredRow, storedRow } from "../contract/outbox.ts";
import { upgradeStored } from "./upgrade.ts";

export interface StoredReport {
  row: StoredRow;
  /** The report as JSON text; never rebuilt, so that the same id always means the same bytes. */
  body: string;
}

/** What a disk gives back is read like what a network gives: by the contract. */
export const storedReport: z.ZodType<StoredReport> = z.object({ row: storedRow, body: z.string() });

const bytes = z.instanceof(Uint8Array<ArrayBuffer>);

/** As it was captured: of devices that were given no key for files. */
export const plainFile = z.object({ sha256, bytes });
export type PlainFile = z.infer<typeof plainFile>;

/** Encrypted to the intake that the device was enrolled at. */
export const wrappedFile = z.object({
  /** Of what is inside: its content address. */
  sha256,
  deviceId: z.string(),
  bytes,
  /** Of the bytes as they lie here: the device cannot look inside to see whether they are sound. */
  wrappedSha256: sha256,
});
export type WrappedFile = z.infer<typeof wrappedFile>;

export type StoredFile = PlainFile | WrappedFile;

/** Values are typed only once they were parsed. */
export interface OutboxDb extends DBSchema {
  reports: { key: string; value: object; indexes: { bySubject: string } };
  files: { key: string; value: object };
  wrapped: { key: [string, string]; value: object };
}

let opened: Promise<IDBPDatabase<OutboxDb>> | undefined;

export function open(): Promise<IDBPDatabase<OutboxDb>> {
  opened ??= openDB<OutboxDb>("outbox", 2, {
    upgrade: async (db, from, _, tx) => {
      if (from < 1) {
        db.createObjectStore("reports", { keyPath: "row.reportId" }).createIndex("bySubject", "row.subject");
        db.createObjectStore("files", { keyPath: "sha256" });
      }
      db.createObjectStore("wrapped", { keyPath: ["sha256", "deviceId"] });
      let cursor = await tx.objectStore("reports").openCursor();
      for (; cursor; cursor = await cursor.continue())
        await cursor.update(upgradeStored(cursor.value) as object);
    },
    // A newer version in another context must not wait for this one.
    blocking: (_, __, event) => {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
}

/** A disk that could not be opened once may be opened the next time. */
function forget(): void {
  opened = undefined;
}
