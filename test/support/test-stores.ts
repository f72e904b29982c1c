/** Empty stores for tests, cloned from the databases shared by the run. */

import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { inject } from "vitest";
import { openPostgres } from "../../intake/db/open.ts";
import type { Store } from "../../intake/db/store.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { cloneDatabase, createDatabase, openDump } from "../../scripts/dev/kits/shared-databases.ts";

export type Engine = Store["engine"];

/** For behaviour that differs between engines: locks, replicas, crashes, migrations, backups. */
export const bothEngines = ["pglite", "postgres"] as const;

/** Commands such as `npm run fuzz` have no test run whose databases they could share. */
const isTestRun = process.env.VITEST !== undefined;

/** PostgreSQL, or PGlite where a file runs as a part of the contract suite; see `test/contract`. */
export const engines: readonly [Engine] = isTestRun ? inject("engines") : ["postgres"];

export interface TestStores {
  /** A migrated store without rows. */
  open(): Promise<Store>;
  /** Another process's view of the store opened last; PostgreSQL only. */
  openReplica(): Promise<Store>;
  /** Address of the store opened last; PostgreSQL only. */
  address(): string;
  /** Makes a database without tables and returns its address; PostgreSQL only. */
  createDatabase(): Promise<string>;
  /** Removes the database while stores are open: closes PGlite, stops the server. PostgreSQL needs `own`. */
  breakDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface TestStoresOptions {
  /** Starts a PostgreSQL server for these stores only, which the test may break. */
  own?: boolean;
}

export async function openTestStores(
  engine: Engine,
  { own = false }: TestStoresOptions = {},
): Promise<TestStores> {
  const opened: Store[] = [];
  const server = engine === "postgres" && (own || !isTestRun) ? await startPostgres() : undefined;
  const where = server ? "" : await askFor(engine);
  let last = "";
  const keep = (store: Store) => {
    opened.push(store);
    return store;
  };
  const closeAll = () => Promise.allSettled(opened.splice(0).map((store) => store.close()));
  return {
    async open() {
      if (engine === "pglite") return keep(await openDump(where));
      last = await (server ? server.createDatabase() : cloneDatabase(where));
      return keep(await openPostgres(last));
    },
    address: () => last,
    createDatabase: () => (server ? server.createDatabase() : createDatabase(where)),
    openReplica: async () => keep(await openPostgres(last)),
    async breakDatabase() {
      if (engine === "pglite") return void (await closeAll());
      if (!server) throw new Error("Other tests use this server: open the stores with { own: true }.");
      await server.stop();
    },
    close: async () => {
      await closeAll();
      await server?.stop();
    },
  };
}

/** Does not use `fetch`, which tests replace. */
async function askFor(engine: Engine): Promise<string> {
  const request = get(`${inject("databases")}/${engine}`);
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(answer);
  return answer;
}

declare module "vitest" {
  interface ProvidedContext {
    engines: readonly [Engine];
  }
}
