/** The intake's database as everything else sees it: one set of queries, whichever engine answers. */

import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** A connection or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Store {
  db: Db;
  engine: "pglite" | "postgres";
  close(): Promise<void>;
}
