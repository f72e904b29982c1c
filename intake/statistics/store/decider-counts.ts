/** Counts how each supervisor approved. */

import { sql } from "drizzle-orm";
import type { DeciderRow } from "../../../utils/shared/contract/deciders.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";
import { during, type Period } from "./month-period.ts";

export interface CountedDecider extends Omit<DeciderRow, "own"> {
  personId: string;
}

/** By name. Without `personId`, everyone who approved in the period. */
export async function countDeciders(db: Db, period: Period, personId?: string): Promise<CountedDecider[]> {
  const query = sql`
    select p.id as "personId", p.name,
      count(*) filter (where a.part = 'proposed')::int as proposed,
      count(*) filter (where a.part = 'confirmed')::int as confirmed,
      count(*) filter (where a.look = 'unopened')::int as unopened,
      count(*) filter (where a.canned)::int as canned
    from (
      select d.person_id, 'proposed' as part, d.look, d.canned from decisions d
      where d.act = 'approve' and ${during(period, sql`d.at`)}
      union all
      select d.answered_by, 'confirmed', d.answer_look, false from decisions d
      where d.act = 'approve' and d.state = 'confirmed' and d.settled_at is null
        and ${during(period, sql`d.answered_at`)}
    ) a join people p on p.id = a.person_id
    ${personId === undefined ? sql`` : sql`where p.id = ${personId}::uuid`}
    group by 1, 2 order by 2, 1`;
  return rowsOf<CountedDecider>(db, query);
}
