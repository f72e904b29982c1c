/** The outbox's database: what lies in it, and how an earlier version becomes this one. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { sha256 } from "../contract/ids.ts";
import { type OutboxState, type StoredRow, storedRow } from "../contract/outbox.ts";
import { splitStored, upgradeStored } from "./upgrade.ts";

/** What a disk gives back is read like what a network gives: by the contract. */
export const storedReport: z.ZodType<{ row: StoredRow }> = z.object({ row: storedRow });

/** Apart from its row, which is read again and again, and gone once nobody has to send it any more. */
export const storedBody = z.object({
  reportId: z.string(),
  /** The report as JSON text; never rebuilt, so that the same id always means the same bytes. */
  body: z.string(),
});

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
