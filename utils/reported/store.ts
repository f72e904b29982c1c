/** The signed filter on disk, as received. Too large for the settings; read once per run of the background. */

import { type DBSchema, openDB } from "idb";
import { z } from "zod";
import { instant } from "../contract/ids.ts";

const storedFilter = z.object({
  /** Thumbprint of the key under which it is valid. */
  kid: z.string(),
  askedAt: instant,
  /** Absent if the intake has not sent one yet. */
  file: z.instanceof(Uint8Array<ArrayBuffer>).optional(),
});
export type StoredFilter = z.infer<typeof storedFilter>;

interface FilterDb extends DBSchema {
  filter: { key: "last"; value: object };
}

function open() {
  return openDB<FilterDb>("reported", 1, {
    upgrade: (db) => void db.createObjectStore("filter"),
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
}

/** Undefined before the first, and when the disk gives back something else. */
export async function readStored(): Promise<StoredFilter | undefined> {
  const db = await open();
  try {
    return storedFilter.safeParse(await db.get("filter", "last")).data;
  } finally {
    db.close();
  }
}

export async function writeStored(filter: StoredFilter): Promise<void> {
  const db = await open();
  try {
    await db.put("filter", filter, "last");
  } finally {
    db.close();
  }
}
