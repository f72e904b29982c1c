/**
 * The yardstick of the ingest: inserts the rows of the reports again over one connection, with one transaction and one
 * statement for each report.
 */

import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import pg from "pg";
import { sha256Of } from "../../intake/core/digest.ts";
import { openPglite, openPostgres } from "../../intake/db/open.ts";
import type { Store } from "../../intake/db/store.ts";

type Row = Record<string, unknown>;

/** Tables that a report is written to; others are written by jobs. */
const tables = ["used_proofs", "cases", "case_subjects", "reports", "undescribed", "log"] as const;
const keys: Record<(typeof tables)[number], string[]> = {
  used_proofs: ["jti"],
  cases: ["id"],
  case_subjects: ["subject", "case_id"],
  reports: ["id"],
  undescribed: ["report_id"],
  log: ["case_id", "seq"],
};

type TableName = (typeof tables)[number];

/** By table: what one report added to it. */
export type ReportRows = Partial<Record<TableName, Row[]>>;

/** Each call returns the rows of the reports added since the last one. */
export function rowReader({ db }: Store): () => Promise<ReportRows[]> {
  const seen = new Set<string>();
  const readNew = async (table: TableName) => {
    // Rows in `undescribed` may be gone already, so they are derived from the reports.
    if (table === "undescribed") return [];
    const { rows } = await db.execute<{ row: Row }>(sql.raw(`select to_jsonb(one) as row from ${table} one`));
    return rows.flatMap(({ row }) => {
      const key = [table, ...keys[table].map((column) => row[column])].join(" ");
      if (seen.has(key)) return [];
      seen.add(key);
      return [row];
    });
  };
  return async () => {
    const fresh = new Map<TableName, Row[]>();
    for (const table of tables) fresh.set(table, await readNew(table));
    return groupByReport(fresh);
  };
}

/** A case and its names go with the first of its reports, a proof with any. */
function groupByReport(fresh: ReadonlyMap<TableName, Row[]>): ReportRows[] {
  const take = (table: TableName, column: string, value: unknown) => {
    const rows = fresh.get(table) ?? [];
    const taken = rows.filter((row) => row[column] === value);
    fresh.get(table)?.splice(0, rows.length, ...rows.filter((row) => row[column] !== value));
    return taken;
  };
  return [...(fresh.get("reports") ?? [])].map((report) => ({
    used_proofs: fresh.get("used_proofs")?.splice(0, 1) ?? [],
    cases: take("cases", "id", report.case_id).map((row) => ({ ...row, text_id: null, group_id: null })),
    case_subjects: take("case_subjects", "case_id", report.case_id),
    reports: [report],
    undescribed: [{ report_id: report.id, spot: report.spot, received_at: report.received_at, failures: 0 }],
    log: take("log", "case_id", report.case_id),
  }));
}

/** A connection that runs one statement, with its own commit, at a time. */
export interface Connection {
  run(statement: string, values: unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** An empty store with the intake's tables, opened without the intake's code. */
export async function connectPglite(folder: string): Promise<Connection> {
  await mkdir(folder, { recursive: true });
  await (await openPglite(folder)).close();
  const client = await PGlite.create({ dataDir: folder });
  return {
    run: (statement, values) => client.query(statement, values),
    close: () => client.close(),
  };
}

export async function connectPostgres(address: string): Promise<Connection> {
  await (await openPostgres(address)).close();
  const client = new pg.Client(address);
  await client.connect();
  return {
    // Prepared statements: parsed and planned once.
    run: (statement, values) =>
      client.query({ name: sha256Of(statement).slice(0, 32), text: statement, values }),
    close: () => client.end(),
  };
}

/** Copies people and devices, which reports refer to. */
export async function copyPeople({ db }: Store, to: Connection): Promise<void> {
  for (const table of ["people", "devices"]) {
    const { rows } = await db.execute<{ row: Row }>(sql.raw(`select to_jsonb(one) as row from ${table} one`));
    await to.run(insertInto(table, "$1"), [JSON.stringify(rows.map(({ row }) => row))]);
  }
}

/** Milliseconds for all reports, each with a statement and a commit of its own. */
export async function insertEach(connection: Connection, reports: readonly ReportRows[]): Promise<number> {
  const parts = tables.map((table, index) => `saved_${table} as (${insertInto(table, `$${index + 1}`)})`);
  const statement = `with ${parts.join(", ")} select 1`;
  const values = reports.map((rows) => tables.map((table) => JSON.stringify(rows[table] ?? [])));
  const startMs = performance.now();
  for (const row of values) await connection.run(statement, row);
  return performance.now() - startMs;
}

function insertInto(table: string, rows: string): string {
  return `insert into ${table} select * from json_populate_recordset(null::${table}, ${rows}::json)`;
}
