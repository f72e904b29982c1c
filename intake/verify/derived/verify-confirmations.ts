/** Compares the two people of each confirmed decision and dismissed objection, by the devices of their log entries. */

import { sql } from "drizzle-orm";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** An entry with the owner of its device. Older entries name no device. */
const entries = sql`log l left join devices d on d.id::text = l.detail ->> 'device'`;
const about = sql`coalesce(l.detail ->> 'decision', l.detail ->> 'objection')`;

interface Confirmed {
  noun: "decision" | "objection";
  id: string;
  isProposed: boolean;
}

/**
 * The row holds the proposal until it is confirmed, and could name another person. Until the first proposed dismissal, one
 * person dismissed an objection. Returns one sentence per fault.
 */
export async function verifyConfirmations(tx: Db): Promise<string[]> {
  const rows = await rowsOf<Confirmed>(
    tx,
    sql`
      with proposed as (
        select ${about} as id, l.at, l.act, l.detail ->> 'reasonDigest' as reason, d.person_id as person
        from ${entries} where l.act in ('decision-proposed', 'dismissal-proposed')
      ), confirmed as (
        select ${about} as id, l.act, l.detail ->> 'reasonDigest' as reason, d.person_id as person
        from ${entries}
        where l.act in ('decision-confirmed', 'decision-refused') or (l.act = 'objection-heard'
          and l.detail ->> 'outcome' = 'dismissed'
          and l.at >= (select min(at) from proposed where act = 'dismissal-proposed'))
      )
      select case c.act when 'objection-heard' then 'objection' else 'decision' end as noun, c.id,
        count(p.id) > 0 as "isProposed"
      from confirmed c
      left join proposed p on p.id = c.id and (c.act <> 'objection-heard' or p.reason = c.reason)
      group by c.act, c.id, c.person
      having not coalesce(bool_or(p.id is not null and (p.person = c.person) is not true), false)
      order by 1, 2`,
  );
  return rows.map(({ noun, id, isProposed }) =>
    isProposed
      ? `${noun} ${id}: one person proposed and answered it`
      : `${noun} ${id}: was answered, and no entry of the log says who proposed that`,
  );
}
