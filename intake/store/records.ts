/** How reliable reporters turned out to be. */

import { sql } from "drizzle-orm";
import { records, reports } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** Adds a decided case to the record of everybody whose report on it stands; needs the case's lock. */
export async function countOutcome(tx: Db, caseId: string, upheld: boolean): Promise<void> {
  await tx.execute(sql`
    insert into ${records} (person_id, decided, upheld, reversed)
    select distinct person_id, 1, ${upheld ? 1 : 0}::int, 0 from ${reports}
    where case_id = ${caseId} and withdrawn_at is null order by person_id
    on conflict (person_id) do update
    set decided = ${records}.decided + 1, upheld = ${records}.upheld + excluded.upheld`);
}
