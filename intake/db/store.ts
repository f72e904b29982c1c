/** The intake's database; the same queries run on both engines. */

import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type * as schema from "./schema/index.ts";

/** A connection or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Store {
  db: Db;
  /** The same database for work without a time limit per statement. */
  jobsDb: Db;
  engine: "pglite" | "postgres";
  close(): Promise<void>;
}
