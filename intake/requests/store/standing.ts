/** Tells whether all decisions of a request are reversed, so that it asks for nothing any more. */

import { and, eq, exists, isNull, type SQL, sql } from "drizzle-orm";
import { decisions, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** A column for a query of `requests`. */
export function isReversed(db: Db): SQL<boolean> {
  const standing = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(and(eq(requestItems.requestId, requests.id), isNull(decisions.reversedAt)));
  return sql<boolean>`not ${exists(standing)}`;
}
