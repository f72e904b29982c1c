/** Checks that each approval with opened evidence rests on an earlier entry of the same person. */

import { sql } from "drizzle-orm";
import { rowsOf } from "../db/read-cursor.ts";
import type { Db } from "../db/store.ts";

/** Returns one sentence per fault. */
export async function verifyLooks(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ decision: string }>(
    tx,
    sql`
      select l.detail ->> 'decision' as decision
      from log l
      join devices d on d.id::text = l.detail ->> 'device'
      where l.act in ('decision-proposed', 'decision-confirmed') and l.detail ->> 'look' = 'opened'
        and not exists (
          select 1 from log o join devices e on e.id::text = o.detail ->> 'device'
          where o.case_id::text = l.detail -> 'opening' ->> 'case'
            and o.seq = (l.detail -> 'opening' ->> 'seq')::int
            and o.act = 'evidence-revealed' and e.person_id = d.person_id
            and (o.at <= l.at or (o.case_id = l.case_id and o.seq < l.seq))
        )
      order by 1`,
  );
  return rows.map(({ decision }) => `decision ${decision}: no entry shows that its evidence was opened`);
}
