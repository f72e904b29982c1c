/**
 * Inserts many rows as one JSON parameter, because a row has up to thirty columns and a batch hundreds of
 * rows.
 */

import { type Column, getTableColumns, getTableName, type SQL, sql, type Table } from "drizzle-orm";

/** Columns missing in the JSON become null. Values are as drizzle infers them, dates included. */
export function insertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const name = sql.identifier(getTableName(table));
  const byteColumns = new Map(
    Object.entries(getTableColumns(table)).filter(([, column]) => column.getSQLType() === "bytea"),
  );
  const toColumn = ([key, value]: [string, unknown]) => [
    toSnakeCase(key),
    toJson(byteColumns.get(key), value),
  ];
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(toColumn))));
  return sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`;
}

/** Same as `insertRows`, but overwrites existing rows. */
export function upsertRows<T extends Table>(
  table: T,
  rows: readonly T["$inferInsert"][],
  key: readonly string[],
): SQL {
  const columns = Object.keys(getTableColumns(table)).map(toSnakeCase);
  const set = sql.raw(columns.map((column) => `"${column}" = excluded."${column}"`).join(", "));
  return sql`${insertRows(table, rows)} on conflict (${sql.raw(key.map((column) => `"${column}"`).join(", "))}) do update set ${set}`;
}

/** JSON has no bytes; PostgreSQL reads them from hex. */
function toJson(column: Column | undefined, value: unknown): unknown {
  if (!column || value === null || value === undefined) return value;
  const bytes = column.mapToDriverValue(value) as Uint8Array;
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
