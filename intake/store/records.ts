/** How reporters fared: what each decision adds to their record. */

import { and, eq, isNull, sql } from "drizzle-orm";
import { records, reports } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** `upheld`: the case was approved, or passed on to another agency. */
export type Outcome = "upheld" | "rejected";

/**
 * A decision on the case has taken effect: it counts once for everybody whose report stands there. In the transaction of
 * the decision, under the case's lock.
 */
export async function countOutcome(db: Db, caseId: string, outcome: Outcome): Promise<void> {
  const upheld = outcome === "upheld" ? 1 : 0;
  // In the order of their ids, so that two decisions with the same reporters never wait for each other.
  await db.execute(sql`
    insert into ${records} (person_id, decided, upheld)
    select distinct ${reports.personId}, 1, ${upheld}::integer from ${reports}
    where ${and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt))}
    order by 1
    on conflict (person_id) do update
      set decided = ${records}.decided + 1, upheld = ${records}.upheld + excluded.upheld`);
}
