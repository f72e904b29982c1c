/** The past part of a month, with conditions for it. */

import { type SQL, sql } from "drizzle-orm";
import { endOfMonth, startOfMonth } from "../../../utils/shared/policy/jakarta-months.ts";

export interface Period {
  from: Date;
  /** Exclusive. */
  until: Date;
}

/** Ends at `at`, because later due dates have not passed. */
export function periodOf(month: string, at: Date): Period {
  const end = endOfMonth(month);
  return { from: startOfMonth(month), until: at < end ? at : end };
}

export function isIn({ from, until }: Period, at: Date | null | undefined): at is Date {
  return at instanceof Date && at >= from && at < until;
}

/** The same condition in SQL. */
export function during({ from, until }: Period, moment: SQL): SQL {
  return sql`(${moment} >= ${instant(from)} and ${moment} < ${instant(until)})`;
}

function instant(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`;
}

/** A month as the date of its first day, as the database stores it. */
export function firstDay(month: string): string {
  return `${month}-01`;
}
