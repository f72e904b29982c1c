/**
 * Derives again from the log whether each approval followed a look: `opened` needs an earlier opening by the same
 * person, and `none` a case without a picture.
 */

import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** Proposals and confirmations that name a look, with the category that was decided. */
const judged = sql`
  select l.case_id, l.seq, l.at, l.detail, l.detail ->> 'look' as look, d.person_id, c.category,
    c.id as decision, c.case_id as case_now
  from log l
  join devices d on d.id::text = l.detail ->> 'device'
  left join decisions c on c.id::text = l.detail ->> 'decision'
  where l.act in ('decision-proposed', 'decision-confirmed') and l.detail ? 'look'`;

/** Merges: from entry `seq` on, the entries of `source` count for the case too. */
const absorbed = sql`
  select a.case_id, a.detail ->> 'from' as source, a.seq from log a where a.act = 'case-absorbed'
  union
  select a.case_id, b.source, a.seq from log a
  join absorbed b on b.case_id::text = a.detail ->> 'from' where a.act = 'case-absorbed'`;

/** True if the entry counted for the judged case before the decision. */
function isBefore(entry: "o" | "f"): SQL {
  const e = sql.identifier(entry);
  return sql`case when ${e}.case_id = j.case_id then ${e}.seq < j.seq else ${e}.at <= j.at and exists (
    select 1 from absorbed a where a.case_id = j.case_id and a.source = ${e}.case_id::text and a.seq < j.seq
  ) end`;
}

/** Returns one sentence per fault. */
export async function verifyLooks(tx: Db): Promise<string[]> {
  return [...(await findUnopened(tx)), ...(await findHidden(tx)), ...(await findDifferent(tx))];
}

async function findUnopened(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ decision: string }>(
    tx,
    sql`
      with recursive absorbed as (${absorbed}), judged as (${judged})
      select j.detail ->> 'decision' as decision from judged j
      where j.look = 'opened' and not exists (
        select 1 from log o
        join devices e on e.id::text = o.detail ->> 'device'
        where o.case_id::text = j.detail -> 'opening' ->> 'case'
          and o.seq = (j.detail -> 'opening' ->> 'seq')::int
          and o.act = 'evidence-revealed' and not o.detail ? 'check' and e.person_id = j.person_id
          and ${isBefore("o")}
      )
      order by 1`,
  );
  return rows.map(({ decision }) => `decision ${decision}: no entry shows that its evidence was opened`);
}

/**
 * Finds pictures that were received before the decision and neither withdrawn nor deleted then. Leaves out cases
 * that were ever in the no-pixels lane, and reports that were moved to another case since.
 */
async function findHidden(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ decision: string }>(
    tx,
    sql`
      with recursive absorbed as (${absorbed}), judged as (${judged})
      select distinct j.decision::text as decision from judged j
      join cases k on k.id = j.case_now
      join reports r on r.case_id = j.case_now
        and (r.withdrawn_at is null or r.withdrawn_at > j.at)
        and (r.evidence_deleted_at is null or r.evidence_deleted_at > j.at)
      join log f on f.act = 'file-received' and f.detail ->> 'report' = r.id::text and ${isBefore("f")}
        and f.detail ->> 'sha256' in
          (r.evidence -> 'picture' -> 'file' ->> 'sha256', r.evidence -> 'frame' -> 'file' ->> 'sha256')
      where j.look = 'none' and not k.withheld and j.category is distinct from 'PORNO_ANAK'
        and not exists (select 1 from reports p where p.case_id = k.id and p.category = 'PORNO_ANAK')
        and not exists (select 1 from decisions p where p.case_id = k.id and p.category = 'PORNO_ANAK')
      order by 1`,
  );
  return rows.map(
    ({ decision }) => `decision ${decision}: had a picture, and the log claims that it had none`,
  );
}

/** The row is compared with the state in the log elsewhere; this compares that state with the entry's own words. */
async function findDifferent(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ decision: string }>(
    tx,
    sql`
      select l.detail ->> 'decision' as decision from log l
      cross join lateral (select l.detail -> 'rows' -> ('decisions/' || (l.detail ->> 'decision')) as state) s
      where l.act in ('decision-proposed', 'decision-confirmed') and s.state is not null
        and l.detail ->> 'look' is distinct from
          s.state ->> (case l.act when 'decision-proposed' then 'look' else 'answerLook' end)
      order by 1`,
  );
  return rows.map(({ decision }) => `decision ${decision}: its look is not the one that the log names`);
}
