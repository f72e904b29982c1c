/** Inserting many rows as one JSON parameter: a row has up to thirty columns, a batch hundreds of rows. */

import { getTableColumns, getTableName, type SQL, sql, type Table } from "drizzle-orm";

/** `insert into …` of all rows; columns that JSON lacks become null. Values are as drizzle infers them, dates included. */
export function insertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const name = sql.identifier(getTableName(table));
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(toColumn))));
  return sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`;
}

/** The same, and rows that exist are overwritten. */
export function upsertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][], key: string): SQL {
  const columns = Object.keys(getTableColumns(table)).map(toSnakeCase);
  const set = sql.raw(columns.map((column) => `"${column}" = excluded."${column}"`).join(", "));
  return sql`${insertRows(table, rows)} on conflict (${sql.identifier(key)}) do update set ${set}`;
}

function toColumn([name, value]: [string, unknown]): [string, unknown] {
  return [toSnakeCase(name), value];
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
