/** One PostgreSQL server for a whole test run. Each test works on its own copy of a migrated database. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { openPostgres } from "../../../intake/db/open.ts";
import { removeOrphans, startPostgres } from "./postgres-server.ts";

const template = "migrated";

/** Each test's store keeps up to ten connections, and replicas more. Durability is not needed. */
const settings = [
  "max_connections=300",
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

/** Removes leftovers of killed runs, then starts the server. Rejects with a sentence that says what to do. */
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
