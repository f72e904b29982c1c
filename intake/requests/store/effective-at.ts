/** SQL expressions about decisions in force: whether those of a request are all reversed, and since when one is. */

import { and, eq, exists, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { decisions, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** A column for a query of `requests`. */
export function isFullyReversed(db: Db): SQL<boolean> {
  const standing = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), isNull(decisions.reversedAt)));
  return sql<boolean>`not ${exists(standing)}`;
}

/**
 * When a decision took effect: confirmed by a second person or settled by a panel. Takes the table or an
 * alias of it.
 */
export function effectiveAt(of: Record<"settledAt" | "answeredAt" | "at", AnyPgColumn>): SQL<Date> {
  return sql<Date>`coalesce(${of.settledAt}, ${of.answeredAt}, ${of.at})`.mapWith(decisions.at);
}
