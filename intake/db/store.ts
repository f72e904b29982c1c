/** The intake's database; the same queries run on both engines. */

import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** Both engines answer a query in SQL with rows in this shape. */
interface Rows<T> {
  rows: T[];
}

interface QueryResult extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** A connection or a transaction. */
export type Db = PgDatabase<QueryResult>;

export interface Store {
  db: Db;
  /** The same database for work without a time limit per statement. */
  jobsDb: Db;
  engine: "pglite" | "postgres";
  close(): Promise<void>;
}
