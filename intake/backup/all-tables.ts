/** Copies every table as lines of JSON between two databases, whatever their engines. */

import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { readCursor, rowsOf } from "../db/read-cursor.ts";
import * as schema from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

/** Sorted so that no row references a row of a later table. */
export function tableNames(): string[] {
  const named = new Map<string, string[]>();
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue;
    const { name, foreignKeys } = getTableConfig(table);
    named.set(
      name,
      foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name).filter((to) => to !== name),
    );
  }
  const sorted: string[] = [];
  while (sorted.length < named.size) {
    const next = [...named].find(
      ([name, needs]) => !sorted.includes(name) && needs.every((need) => sorted.includes(need)),
    );
    if (!next) throw new Error("foreign keys between tables form a cycle");
    sorted.push(next[0]);
  }
  return sorted;
}

/** Few enough that a page of the largest rows fits in memory. */
const pageRows = 100;

/** Reads a table's rows page by page, from the snapshot of the transaction. */
export async function* readTable(tx: Db, table: string): AsyncGenerator<string[]> {
  const query = sql`select row_to_json(t)::text as line from ${sql.identifier(table)} t`;
  for await (const rows of readCursor<{ line: string }>(tx, query, pageRows))
    yield rows.map(({ line }) => line);
}

/** Columns missing in the lines become null. */
export async function insertLines(tx: Db, table: string, lines: readonly string[]): Promise<void> {
  const name = sql.identifier(table);
  const json = `[${lines.join(",")}]`;
  await tx.execute(
    sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`,
  );
}

/**
 * Disables triggers during a restore: they record first-time events, which restored rows have already had.
 * The table locks keep other sessions out.
 */
export async function setTriggers(
  tx: Db,
  tables: readonly string[],
  state: "enable" | "disable",
): Promise<void> {
  for (const table of tables)
    await tx.execute(sql`alter table ${sql.identifier(table)} ${sql.raw(state)} trigger user`);
}

/** `tableNames` without the tables that a database of an earlier version lacks. */
export async function presentTables(db: Db): Promise<string[]> {
  const query = sql`select tablename as name from pg_tables where schemaname = current_schema()`;
  const present = new Set((await rowsOf<{ name: string }>(db, query)).map(({ name }) => name));
  return tableNames().filter((name) => present.has(name));
}

/** The first table that has a row. */
export async function findNonEmptyTable(db: Db): Promise<string | undefined> {
  for (const table of await presentTables(db)) {
    const exists = sql`select exists (select 1 from ${sql.identifier(table)}) as found`;
    const [row] = await rowsOf<{ found: boolean }>(db, exists);
    if (row?.found) return table;
  }
  return undefined;
}
