/** Empty stores for tests and benches, on both engines. */

import { openPglite, openPostgres } from "../intake/store/open.ts";
import type { Store } from "../intake/store/store.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

export const engines = ["pglite", "postgres"] as const;
export type Engine = (typeof engines)[number];

export interface TestStores {
  /** A migrated store with nothing in it. */
  open(): Promise<Store>;
  /** Another process's view of the store opened last; PostgreSQL only. */
  openReplica(): Promise<Store>;
  /** Of the store opened last; PostgreSQL only. */
  address(): string;
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
  let last = "";
  const keep = (store: Store) => {
    opened.push(store);
    return store;
  };
  const closeAll = () => Promise.allSettled(opened.splice(0).map((store) => store.close()));
  return {
    ...(server ? { server } : {}),
    async open() {
      if (!server) return keep(await openPglite());
      last = await server.createDatabase();
      return keep(await openPostgres(last));
    },
    address: () => last,
    openReplica: async () => keep(await openPostgres(last)),
    breakDatabase: async () => void (await (server ? server.stop() : closeAll())),
    close: async () => {
      await closeAll();
      await server?.stop();
    },
  };
}
