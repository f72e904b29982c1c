/** Files listed in reports but not received: the device is off, or cannot send. */

import { sql } from "drizzle-orm";
import type { Waiting } from "../core/facts.ts";
import type { Db } from "../db/store.ts";

/** Older files are no longer expected. */
const lookedBackMs = 30 * 24 * 3_600_000;

/** Only live reports, on cases that may have pictures. */
export async function readWantedFiles(db: Db, now: Date): Promise<Waiting> {
  const since = new Date(now.getTime() - lookedBackMs);
  const query = sql`
    select count(*)::int as count, min(r.received_at) as oldest
    from reports r
    join cases c on c.id = r.case_id
    cross join lateral (values
      (r.evidence -> 'picture' -> 'file' ->> 'sha256'),
      (r.evidence -> 'frame' -> 'file' ->> 'sha256'),
      (r.evidence -> 'snapshot' -> 'file' ->> 'sha256')
    ) as listed (sha256)
    where r.received_at > ${since.toISOString()}::timestamptz
      and r.evidence_deleted_at is null and r.withdrawn_at is null and not c.withheld
      and listed.sha256 is not null
      and not exists (select 1 from files f where f.report_id = r.id and f.sha256 = listed.sha256)`;
  const { rows } = (await db.execute(query)) as unknown as {
    rows: { count: number; oldest: Date | string | null }[];
  };
  const [row] = rows;
  return { count: row?.count ?? 0, oldest: row?.oldest ? new Date(row.oldest) : null };
}
