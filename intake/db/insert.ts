/**
 * Inserts many rows as one JSON parameter, because a row has up to thirty columns and a batch hundreds of
 * rows.
 */

import { type Column, getTableColumns, getTableName, type SQL, sql, type Table } from "drizzle-orm";

interface ColumnName {
  /** In the row. */
  key: string;
  /** In the database. */
  name: string;
  /** Set if the database stores bytes. */
  bytes: Column | undefined;
}

/** Read once per table, because reports come by the hundred. */
const columnNames = new WeakMap<Table, ColumnName[]>();

function columnsOf(table: Table): ColumnName[] {
  const cached = columnNames.get(table);
  if (cached) return cached;
  const names = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: toSnakeCase(key),
    bytes: column.getSQLType() === "bytea" ? column : undefined,
  }));
  columnNames.set(table, names);
  return names;
}

/** Columns missing in the JSON become null. Values are as drizzle infers them, dates included. */
export function insertRows<T extends Table>(table: T, rows: readonly T["$inferInsert"][]): SQL {
  const name = sql.identifier(getTableName(table));
  const columns = columnsOf(table);
  const json = JSON.stringify(rows.map((row) => toJsonRow(columns, row)));
  return sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`;
}

/** Same as `insertRows`, but overwrites existing rows. */
export function upsertRows<T extends Table>(
  table: T,
  rows: readonly T["$inferInsert"][],
  key: readonly string[],
): SQL {
  const set = columnsOf(table).map(({ name }) => `"${name}" = excluded."${name}"`);
  return sql`${insertRows(table, rows)} on conflict (${sql.raw(key.map((column) => `"${column}"`).join(", "))}) do update set ${sql.raw(set.join(", "))}`;
}

function toJsonRow(columns: readonly ColumnName[], row: Readonly<Record<string, unknown>>): object {
  const json: Record<string, unknown> = {};
  for (const { key, name, bytes } of columns) json[name] = bytes ? toHex(bytes, row[key]) : row[key];
  return json;
}

/** JSON has no bytes; PostgreSQL reads them from hex. */
function toHex(column: Column, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const bytes = column.mapToDriverValue(value) as Uint8Array;
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
