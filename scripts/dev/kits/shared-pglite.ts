/**
 * A migrated PGlite as a file: opening a copy takes a fifth of the time of migrating. Imports no vitest, because the
 * global setup uses it.
 */

import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { migratePglite, pgliteStore } from "../../../intake/db/open.ts";
import type { Store } from "../../../intake/db/store.ts";

export async function dumpMigrated(): Promise<Uint8Array> {
  const client = await PGlite.create();
  await migratePglite(client);
  const dump = await client.dumpDataDir("none");
  await client.close();
  return new Uint8Array(await dump.arrayBuffer());
}

/** `path`: a file with the result of `dumpMigrated`. */
export async function openDump(path: string): Promise<Store> {
  const loadDataDir = new Blob([await readFile(path)]);
  return pgliteStore(await PGlite.create({ loadDataDir }));
}
