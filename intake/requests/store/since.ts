/** When a decision took effect: confirmed by a second person or settled by a panel. */

import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { decisions } from "../../db/schema/index.ts";

/** Takes the table or an alias of it. */
export function sinceOf(of: Record<"settledAt" | "answeredAt" | "at", AnyPgColumn>): SQL<Date> {
  return sql<Date>`coalesce(${of.settledAt}, ${of.answeredAt}, ${of.at})`.mapWith(decisions.at);
}
