/**
 * Finds rows at another spot than their case's. Reads of a case name its spot, so such a row would be hidden from people
 * although nothing else of it was altered.
 */

import { getTableColumns, getTableName, is, type SQL, sql } from "drizzle-orm";
import { type PgColumn, PgTable } from "drizzle-orm/pg-core";
import { rowsOf } from "../../db/read-cursor.ts";
import * as schema from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Tables with rows below theirs, by the column that names the row above. */
const above: Readonly<Record<string, PgTable>> = {
  reportId: schema.reports,
  decisionId: schema.decisions,
  reviewId: schema.reviews,
  noteId: schema.caseNotes,
  itemId: schema.requestItems,
  referralId: schema.referrals,
  watchId: schema.watches,
};

/** The spot of a row, by what it belongs to. */
function spotBy(table: PgTable, columns: Readonly<Record<string, PgColumn>>): SQL {
  if (table === schema.cases) return sql`spot_of_case(${schema.cases.id})`;
  if (table === schema.caseSubjects) return sql`spot_of_subject(${schema.caseSubjects.subject})`;
  if (columns.caseId) return sql`spot_of_case(${columns.caseId})`;
  const [name, parent] = Object.entries(above).find(([column]) => column in columns) ?? [];
  if (!name || !parent) throw new Error(`${getTableName(table)} has a spot, and no column tells which`);
  return sql`(select o.spot from ${parent} o where o.id = ${columns[name]})`;
}

/** Returns one sentence per table. */
export async function verifySpots(tx: Db): Promise<string[]> {
  const broken: string[] = [];
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue;
    const columns: Readonly<Record<string, PgColumn>> = getTableColumns(table);
    if (!columns.spot) continue;
    const [row] = await rowsOf<{ count: number }>(
      tx,
      sql`select count(*)::int as count from ${table}
        where ${columns.spot} <> ${spotBy(table, columns)}`,
    );
    if (row?.count)
      broken.push(
        `${getTableName(table)}: rows at another spot than their case's, and hidden there: ${row.count}`,
      );
  }
  return broken;
}
