/** Reads the rows of a query in chunks, from the snapshot of the transaction. */

import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./store.ts";

/** Makes cursor names unique; a transaction may have several open. */
let opened = 0;

export async function* readCursor<T>(tx: Db, query: SQL, atOnce: number): AsyncGenerator<T[]> {
  const name = sql.identifier(`rows_${++opened}`);
  await tx.execute(sql`declare ${name} no scroll cursor for ${query}`);
  for (;;) {
    const rows = await rowsOf<T>(tx, sql`fetch ${sql.raw(String(atOnce))} from ${name}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await tx.execute(sql`close ${name}`);
}

export async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  return (await db.execute(query)).rows as T[];
}
