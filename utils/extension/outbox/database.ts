/** The outbox's database schema and its upgrades. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { z } from "zod";
import { sha256 } from "../../shared/contract/ids.ts";
import { type OutboxState, type StoredRow, storedRow } from "../../shared/contract/outbox.ts";
import { fail } from "../../shared/contract/result.ts";

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
 * which no intake accepts any more. Unreadable data is returned unchanged. Pure; leaves data that it
 * cannot read unchanged.
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
