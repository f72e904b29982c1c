/** Opens PGlite in a folder, or PostgreSQL at an address, and migrates it. */

import { chmod, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateDrizzlePglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { logLine } from "../core/log.ts";
import { locks } from "./locks.ts";
import { migrationsFolder, refuseBeforeBaseline } from "./migrations.ts";
import * as schema from "./schema/index.ts";
import type { Db, Store } from "./store.ts";

type Limits = Pick<
  pg.PoolConfig,
  | "max"
  | "connectionTimeoutMillis"
  | "lock_timeout"
  | "statement_timeout"
  | "idle_in_transaction_session_timeout"
>;

const options = { schema, casing: "snake_case" } as const;

/**
 * Without `folder` the database is in memory, for tests. Only one process may use a folder; see
 * `core/folder-lock.ts`. `migrations` is another folder of migrations, to stop before the newest.
 */
export async function openPglite(folder?: string, migrations = migrationsFolder): Promise<Store> {
  if (folder) await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = await PGlite.create(folder ? { dataDir: folder } : {});
  if (folder) await restrictAccess(folder);
  try {
    await migratePglite(client, migrations);
  } catch (error) {
    await client.close();
    throw error;
  }
  return pgliteStore(client);
}

/** PGlite creates database files with mode 666, whatever the umask. */
async function restrictAccess(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}

export async function migratePglite(client: PGlite, migrations = migrationsFolder): Promise<void> {
  const db = drizzlePglite(client, options);
  await refuseBeforeBaseline(db as unknown as Db);
  await migrateDrizzlePglite(db, { migrationsFolder: migrations });
}

/** `client` must be migrated. */
export function pgliteStore(client: PGlite): Store {
  const db = drizzlePglite(client, options);
  const only = db as unknown as Db;
  return { db: only, jobsDb: only, engine: "pglite", close: () => client.close() };
}

/** Keeps a hung replica from blocking the others' locks for ever. */
const requestLimits: Limits = {
  max: 10,
  connectionTimeoutMillis: 5_000,
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 15_000,
};

/**
 * A job may read a whole table, so its statements have no limit, and it waits for a connection. An elected job holds
 * one and works on others.
 */
const jobLimits: Limits = { ...requestLimits, max: 6, connectionTimeoutMillis: 60_000, statement_timeout: 0 };

/** `migrations` is another folder of migrations, to stop before the newest. */
export async function openPostgres(address: string, migrations = migrationsFolder): Promise<Store> {
  const pool = openPool(address, requestLimits);
  try {
    await migrateLocked(pool, migrations);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const jobsPool = openPool(address, jobLimits);
  return {
    db: drizzleOn(pool),
    jobsDb: drizzleOn(jobsPool),
    engine: "postgres",
    close: async () => {
      await Promise.all([pool.end(), jobsPool.end()]);
    },
  };
}

function openPool(address: string, limits: Limits): pg.Pool {
  const pool = new pg.Pool({ connectionString: address, ...limits });
  // Without listeners, a connection closed by the server, idle or between queries, would end this process.
  pool.on("error", (error) => logLine("database-connection-lost", { error }));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

function drizzleOn(pool: pg.Pool): Db {
  const db = drizzlePostgres(pool, options);
  const onClient = drizzleByClient();
  db.transaction = (run, settings) =>
    withClient(pool, (client) => onClient(client).transaction(run, settings));
  return db as unknown as Db;
}

/** Drizzle reads the whole schema at set-up, so this is done per connection and not per transaction. */
function drizzleByClient() {
  const set = (client: pg.PoolClient) => drizzlePostgres(client, options);
  const kept = new WeakMap<pg.PoolClient, ReturnType<typeof set>>();
  return (client: pg.PoolClient) => {
    const known = kept.get(client) ?? set(client);
    kept.set(client, known);
    return known;
  };
}

/**
 * Always releases the connection. Drizzle's transaction on a pool keeps it when `begin` fails, so that ten
 * failures would empty the pool. A failed connection is closed instead of reused.
 */
async function withClient<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failed = true;
  try {
    const answer = await run(client);
    failed = false;
    return answer;
  } finally {
    client.release(failed);
  }
}

/**
 * One replica migrates while the others wait. A session lock belongs to a connection, so everything runs on
 * one.
 */
async function migrateLocked(pool: pg.Pool, migrations: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set lock_timeout = 0; set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [locks.migration]);
    const db = drizzlePostgres(client, options);
    await refuseBeforeBaseline(db as unknown as Db);
    await migratePostgres(db, { migrationsFolder: migrations });
  } finally {
    // Closing the connection releases the lock and drops the changed limits.
    client.release(true);
  }
}
