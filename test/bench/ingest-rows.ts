/** The yardstick of the ingest: inserts the rows of the reports again, one by one over one connection. */

import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import pg from "pg";
import { openPglite, openPostgres } from "../../intake/db/open.ts";
import type { Store } from "../../intake/db/store.ts";

type Row = Record<string, unknown>;

/** Ordered so that references exist before they are used. */
const tables = ["used_proofs", "groups", "texts", "cases", "case_subjects", "reports", "log"] as const;
const keys: Record<(typeof tables)[number], string[]> = {
  used_proofs: ["jti"],
  groups: ["id"],
  texts: ["id"],
  cases: ["id"],
  case_subjects: ["subject", "case_id"],
  reports: ["id"],
  log: ["case_id", "seq"],
};

export interface NewRow {
  table: string;
  row: Row;
}

/** Each call returns the rows added to all tables since the last one. */
export function rowReader({ db }: Store): () => Promise<NewRow[]> {
  const seen = new Set<string>();
  return async () => {
    const fresh: NewRow[] = [];
    for (const table of tables) {
      const { rows } = (await db.execute(sql.raw(`select * from ${table}`))) as unknown as { rows: Row[] };
      for (const row of rows) {
        const key = [table, ...keys[table].map((column) => row[column])].join(" ");
        if (seen.has(key)) continue;
        seen.add(key);
        fresh.push({ table, row });
      }
    }
    return fresh;
  };
}

/** A connection that runs one statement, with its own commit, at a time. */
export interface Connection {
  run(statement: string, values: unknown[]): Promise<unknown>;
  /** Array columns as "table.column". */
  arrayColumns(): Promise<Set<string>>;
  close(): Promise<void>;
}

interface NamedColumn {
  name: string;
}

const arrayColumns =
  "select table_name || '.' || column_name as name from information_schema.columns where data_type = 'ARRAY'";

const namesOf = (rows: readonly NamedColumn[]) => new Set(rows.map(({ name }) => name));

/** An empty store with the intake's tables, opened without the intake's code. */
export async function connectPglite(folder: string): Promise<Connection> {
  await mkdir(folder, { recursive: true });
  await (await openPglite(folder)).close();
  const client = await PGlite.create({ dataDir: folder });
  return {
    run: (statement, values) => client.query(statement, values),
    arrayColumns: async () => namesOf((await client.query<NamedColumn>(arrayColumns)).rows),
    close: () => client.close(),
  };
}

export async function connectPostgres(address: string): Promise<Connection> {
  await (await openPostgres(address)).close();
  const client = new pg.Client(address);
  await client.connect();
  return {
    // Prepared statements: parsed and planned once per table.
    run: (statement, values) => client.query({ name: statement.slice(0, 60), text: statement, values }),
    arrayColumns: async () => namesOf((await client.query<NamedColumn>(arrayColumns)).rows),
    close: () => client.end(),
  };
}

/** Copies people and devices, which reports refer to. */
export async function copyPeople({ db }: Store, to: Connection): Promise<void> {
  for (const table of ["people", "devices"]) {
    const { rows } = (await db.execute(sql.raw(`select * from ${table}`))) as unknown as { rows: Row[] };
    await insertEach(
      to,
      rows.map((row) => ({ table, row })),
    );
  }
}

/** Milliseconds for all rows, each with its own statement and commit. */
export async function insertEach(connection: Connection, rows: readonly NewRow[]): Promise<number> {
  const arrays = await connection.arrayColumns();
  const statements = rows.map(({ table, row }) => toStatement(table, row, arrays));
  const startMs = performance.now();
  for (const { text, values } of statements) await connection.run(text, values);
  return performance.now() - startMs;
}

/** Lists are PostgreSQL arrays in some columns and JSON in others. */
function toStatement(
  table: string,
  row: Row,
  arrays: ReadonlySet<string>,
): { text: string; values: unknown[] } {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  const values = Object.entries(row).map(([column, value]) => {
    const plain = typeof value !== "object" || value === null || value instanceof Date;
    return plain || arrays.has(`${table}.${column}`) ? value : JSON.stringify(value);
  });
  return { text: `insert into ${table} (${columns.map((name) => `"${name}"`)}) values (${places})`, values };
}
