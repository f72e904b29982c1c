/** The intake's database; the same queries run on both engines. */

import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** A connection or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Store {
  db: Db;
  engine: "pglite" | "postgres";
  close(): Promise<void>;
}
