/** The outbox's database schema and its upgrades. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { sha256 } from "../../shared/contract/ids.ts";
import { type OutboxState, type StoredRow, storedRow } from "../../shared/contract/outbox.ts";
import { splitStored, upgradeStored } from "./upgrade.ts";

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
