/** Empty stores for tests and benches, on both engines. */

import { openPglite, openPostgres } from "../intake/store/open.ts";
import type { Store } from "../intake/store/store.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

export const engines = ["pglite", "postgres"] as const;
export type Engine = (typeof engines)[number];

export interface TestStores {
  /** A migrated store with nothing in it. */
  open(): Promise<Store>;
  /** Takes the database away while stores are open: closes PGlite, stops the server. */
  breakDatabase(): Promise<void>;
  /** Absent for PGlite. */
  server?: PostgresServer;
  close(): Promise<void>;
}

/** One PostgreSQL server for all stores opened here; `durable`: its commits reach the disk. */
export async function openTestStores(
  engine: Engine,
  options: { durable?: boolean } = {},
): Promise<TestStores> {
  const opened: Store[] = [];
  const server = engine === "postgres" ? await startPostgres(options) : undefined;
  const keep = (store: Store) => {
    opened.push(store);
    return store;
  };
  const closeAll = () => Promise.allSettled(opened.splice(0).map((store) => store.close()));
  return {
    ...(server ? { server } : {}),
    open: async () => keep(await (server ? openPostgres(await server.createDatabase()) : openPglite())),
    breakDatabase: async () => void (await (server ? server.stop() : closeAll())),
    close: async () => {
      await closeAll();
      await server?.stop();
    },
  };
}
