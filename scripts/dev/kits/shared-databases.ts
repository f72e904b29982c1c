/**
 * Databases that a test run prepares once: a PostgreSQL server with a migrated template, and a migrated PGlite as a file.
 * Each test works on its own copy. Imports no vitest, because the global setup uses it.
 */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { migratePglite, openPostgres, pgliteStore } from "../../../intake/db/open.ts";
import type { Store } from "../../../intake/db/store.ts";
import { removeOrphans, startPostgres } from "./postgres-server.ts";

const template = "migrated";

/** Each core runs a test file, whose stores keep up to sixteen connections each. Durability is not needed. */
const settings = [
  `max_connections=${Math.max(300, 150 * availableParallelism())}`,
  "full_page_writes=off",
  "synchronous_commit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "autovacuum=off",
];

export interface SharedPostgres {
  /** For `cloneDatabase`. */
  address: string;
  stop(): Promise<void>;
}

/** Removes leftovers of killed runs, then starts the server. Rejects with a sentence that names the remedy. */
export async function startSharedPostgres(): Promise<SharedPostgres> {
  await removeOrphans();
  const server = await startPostgres({ settings });
  try {
    await (await openPostgres(await server.createDatabase(template))).close();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { address: server.address, stop: server.stop };
}

/** Returns the address of a new migrated database without rows. */
export function cloneDatabase(address: string): Promise<string> {
  return createFrom(address, template);
}

/** Returns the address of a new database without tables. */
export function createDatabase(address: string): Promise<string> {
  return createFrom(address, "template0");
}

async function createFrom(address: string, original: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client(address);
  await client.connect();
  try {
    // Copying files takes half the time of writing them to the log.
    await client.query(`create database ${name} template ${original} strategy file_copy`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(address), { pathname: `/${name}` }).href;
}

/** Opening a copy of the file takes a fifth of the time of migrating. */
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
