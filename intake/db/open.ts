/** Opens PGlite in a folder, or PostgreSQL at an address, and migrates it. */

import { existsSync } from "node:fs";
import { chmod, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { type SQL, sql } from "drizzle-orm";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migrateDrizzlePglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import { hasCode } from "../core/error-causes.ts";
import { logLine } from "../core/log.ts";
import { copyEmptyDatabase } from "./empty-database.ts";
import { locks } from "./locks.ts";
import { explainFailure, migrationsFolder, refuseEarlier, refuseOtherVersions } from "./migrations.ts";
import { nameStatements } from "./prepared-statements.ts";
import type { Db, Store } from "./store.ts";

/** Without a schema, because drizzle would process all tables in each transaction. Only relational queries need it. */
const options = { casing: "snake_case" } as const;

/**
 * Without `folder` the database is in memory, for tests. Only one process may use a folder; see
 * `core/folder-lock.ts`. `migrations` is another folder of migrations, to stop before the newest.
 */
export async function openPglite(folder?: string, migrations = migrationsFolder): Promise<Store> {
  if (folder) await prepareFolder(folder, migrations);
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

async function prepareFolder(folder: string, migrations: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  if (existsSync(folder) || !(await copyEmptyDatabase(folder, migrations)))
    await mkdir(folder, { recursive: true, mode: 0o700 });
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
  await refuseOtherVersions(db as unknown as Db);
  await explainFailure(() => migrateDrizzlePglite(db, { migrationsFolder: migrations }));
}

/** `client` must be migrated. */
export function pgliteStore(client: PGlite): Store {
  const db = drizzlePglite(client, options);
  const only = db as unknown as Db;
  return { db: only, jobsDb: only, engine: "pglite", close: () => client.close() };
}

/** Keeps a hung replica from blocking the others' locks for ever. */
const limitsMs = {
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 15_000,
};
/** Compiling makes the search for similar texts take two seconds while its table is not analysed. */
const withoutJit = { options: "-c jit=off" };

/** A job may read a whole table, so its statements have no limit. */
const jobLimitsMs: typeof limitsMs = { ...limitsMs, statement_timeout: 0 };

function setLocal(limits: typeof limitsMs): SQL {
  const each = Object.entries(limits).map(([name, ms]) => `set_config('${name}', '${ms}', true)`);
  return sql.raw(`select ${each.join(", ")}, set_config('jit', 'off', true)`);
}

/** `migrations` is another folder of migrations, to stop before the newest. */
export async function openPostgres(address: string, migrations = migrationsFolder): Promise<Store> {
  await migrateLocked(address, migrations, refuseOtherVersions);
  return connectPostgres(address);
}

/** Migrates only an empty database: running intakes of an earlier version would not serve after an upgrade. */
export async function openPostgresForCommand(address: string, migrations = migrationsFolder): Promise<Store> {
  await migrateLocked(address, migrations, refuseEarlier);
  return connectPostgres(address);
}

/** The database must be migrated. */
async function connectPostgres(address: string): Promise<Store> {
  const hasLimits = await keepsLimits(address);
  const open = (limits: typeof limitsMs, parts: pg.PoolConfig) => {
    const pool = openPool(address, { ...parts, ...(hasLimits ? { ...limits, ...withoutJit } : {}) });
    if (hasLimits) pool.on("connect", nameStatements);
    return { pool, db: drizzleOn(pool, hasLimits ? undefined : setLocal(limits)) };
  };
  // Statements sent together do not wait for each other's answers.
  const requests = open(limitsMs, { max: 10, pipeline: true });
  // Jobs wait for a connection: an elected one holds one and works on others.
  const jobs = open(jobLimitsMs, { max: 6, pipeline: true, connectionTimeoutMillis: 60_000 });
  return {
    db: requests.db,
    jobsDb: jobs.db,
    engine: "postgres",
    close: async () => {
      await Promise.all([requests.pool.end(), jobs.pool.end()]);
    },
  };
}

/** `first` runs at the beginning of each transaction. */
function drizzleOn(pool: pg.Pool, first: SQL | undefined): Db {
  const db = drizzlePostgres(pool, options);
  const onClient = drizzleByClient();
  db.transaction = (run, settings) =>
    withClient(pool, (client) =>
      onClient(client).transaction(async (tx) => {
        if (first) await tx.execute(first);
        return run(tx);
      }, settings),
    );
  return db as unknown as Db;
}

function openPool(address: string, parts: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ connectionString: address, connectionTimeoutMillis: 5_000, ...parts });
  // Without listeners, a connection closed by the server, idle or between queries, would end this process.
  pool.on("error", (error) => logLine("database-connection-lost", { error }));
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Roles do not have this limit, so a connection that has it received it when it was opened. */
const probeMs = 10_007;

/**
 * Whether a connection keeps the limits that it starts with. PgBouncer refuses or drops them, and in its transaction
 * mode a session is not the client's own; then each transaction sets them.
 */
async function keepsLimits(address: string): Promise<boolean> {
  const pool = openPool(address, { max: 1, ...limitsMs, ...withoutJit, lock_timeout: probeMs });
  try {
    const { rows } = await pool.query<{ ms: number }>(
      "select setting::int as ms from pg_settings where name = 'lock_timeout'",
    );
    return rows[0]?.ms === probeMs;
  } catch (error) {
    if (/unsupported startup parameter/.test((error as Error).message)) return false;
    throw error;
  } finally {
    await pool.end();
  }
}

/** One per connection, because `buildOnce` keeps its queries per connection. */
function drizzleByClient() {
  const set = (client: pg.PoolClient) => drizzlePostgres(beginAhead(client), options);
  const kept = new WeakMap<pg.PoolClient, ReturnType<typeof set>>();
  return (client: pg.PoolClient) => {
    const known = kept.get(client) ?? set(client);
    kept.set(client, known);
    return known;
  };
}

/**
 * Sends `begin` without waiting for its answer, which saves each transaction a round trip. Statements answer only once
 * it has succeeded: were it to fail alone, for example because it was cancelled, no statement after the first ones
 * would run outside a transaction.
 */
function beginAhead(client: pg.PoolClient): pg.PoolClient {
  const send = client.query.bind(client) as (config: unknown, ...more: unknown[]) => Promise<unknown>;
  let begun: Promise<unknown> | undefined;
  const query = async (config: unknown, ...more: unknown[]) => {
    const sent = send(config, ...more);
    if ((config as { text?: unknown } | undefined)?.text !== "begin") {
      const [answer] = await Promise.all([sent, begun]);
      return answer;
    }
    begun = sent;
    sent.catch(() => undefined);
    return { rows: [], rowCount: null };
  };
  return Object.assign(Object.create(client) as pg.PoolClient, { query });
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

const lockPollMs = 200;
const maxAttempts = 5;

/**
 * One replica migrates while the others wait. The lock is a transaction's, because PgBouncer would leave a session's
 * lock with a connection that others use. Connections without limits: a migration may take long.
 */
async function migrateLocked(
  address: string,
  migrations: string,
  refuse: (db: Db, migrations: string) => Promise<void>,
): Promise<void> {
  const pool = openPool(address, { max: 2 });
  try {
    const holder = await pool.connect().catch((error: Error) => {
      throw new Error(explainNoConnection(address, error), { cause: error });
    });
    try {
      while (!(await takesLock(holder))) await setTimeout(lockPollMs);
      const db = drizzlePostgres(pool, options);
      await refuse(db as unknown as Db, migrations);
      await retryDeadlock(() => explainFailure(() => migratePostgres(db, { migrationsFolder: migrations })));
    } finally {
      // Closing the connection ends the transaction.
      holder.release(true);
    }
  } finally {
    await pool.end();
  }
}

/** Replicas of the previous version still run, and may lock a table that the migration needs while they wait for another. */
async function retryDeadlock(migrate: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await migrate();
    } catch (error) {
      if (attempt >= maxAttempts || !hasCode(error, ["40P01"])) throw error;
    }
  }
}

/** An `AggregateError` over several addresses, such as those of localhost, has no message; its parts do. */
function explainNoConnection(address: string, error: NodeJS.ErrnoException): string {
  const { host, port } = new pg.Client({ connectionString: address });
  const isRefused = error instanceof pg.DatabaseError;
  const what = isRefused ? "refused the connection" : "cannot be reached";
  const reason = isRefused ? error.message : (error.code ?? error.message);
  return `PostgreSQL at ${host}:${port} ${what} (${reason}). ${isRefused ? "Check" : "Start it, or check"} DATABASE_URL; \`lapor doctor\` tries every part.`;
}

/** Leaves a transaction open that holds the lock. Waiting replicas hold no connection of a pooler. */
async function takesLock(client: pg.PoolClient): Promise<boolean> {
  await client.query("begin; set local idle_in_transaction_session_timeout = 0");
  const { rows } = await client.query("select pg_try_advisory_xact_lock($1) as mine", [locks.migration]);
  if (rows[0].mine) return true;
  await client.query("rollback");
  return false;
}
