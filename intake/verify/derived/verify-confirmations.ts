/** Compares the two acts of each confirmation: who acted, by the devices of the log entries, and about which post. */

import { sql } from "drizzle-orm";
import { trustLogId } from "../../audit-log/store/trust-log.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** An entry with the owner of its device. Older entries name no device. */
const entries = sql`log l left join devices d on d.id::text = l.detail ->> 'device'`;
/** Later than any entry that is sealed, if the entry waits for its batch. */
const batch = sql`coalesce((select leaf.batch_no from batch_leaves leaf
  where leaf.case_id = l.case_id and l.seq between leaf.from_seq and leaf.to_seq), 2147483647)`;
const about = sql`coalesce(l.detail ->> 'decision', l.detail ->> 'objection')`;

interface Confirmed {
  noun: "decision" | "objection";
  id: string;
  isProposed: boolean;
}

/** Returns one sentence per fault. */
export async function verifyConfirmations(tx: Db): Promise<string[]> {
  return [...(await verifyPeople(tx)), ...(await verifyFrozenPosts(tx)), ...(await verifyAdminActs(tx))];
}

/**
 * The row holds the proposal until it is confirmed, and could name another person. Until the first proposed dismissal, one
 * person dismissed an objection. The batches say which entry came first, because a clock may have been set back.
 */
async function verifyPeople(tx: Db): Promise<string[]> {
  const rows = await rowsOf<Confirmed>(
    tx,
    sql`
      with proposed as (
        select ${about} as id, l.at, l.act, l.detail ->> 'reasonDigest' as reason, d.person_id as person,
          case l.act when 'dismissal-proposed' then ${batch} end as batch
        from ${entries} where l.act in ('decision-proposed', 'dismissal-proposed')
      ), confirmed as (
        select ${about} as id, l.act, l.detail ->> 'reasonDigest' as reason, d.person_id as person
        from ${entries}
        where l.act in ('decision-confirmed', 'decision-refused') or (l.act = 'objection-heard'
          and l.detail ->> 'outcome' = 'dismissed'
          and (${batch}, l.at) >= (
            select batch, at from proposed where act = 'dismissal-proposed' order by batch, at limit 1))
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

/** The letter quotes the post as it was when it was proposed. Deleting evidence changes it, and logs the row again. */
async function verifyFrozenPosts(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`
      with posts as (
        select detail ->> 'decision' as id, act, detail ->> 'frozen' as frozen from log
        where act in ('decision-proposed', 'decision-confirmed') and detail ->> 'frozen' is not null
      )
      select confirmed.id from posts confirmed join posts proposed on proposed.id = confirmed.id
      where confirmed.act = 'decision-confirmed' and proposed.act = 'decision-proposed'
        and proposed.frozen <> confirmed.frozen
        and not exists (
          select 1 from log where act not in ('decision-proposed', 'decision-confirmed')
            and jsonb_typeof(detail -> 'rows') = 'object' and detail -> 'rows' ? ('decisions/' || confirmed.id)
        )
      order by 1`,
  );
  return rows.map(({ id }) => `decision ${id}: the post changed while it waited for its confirmation`);
}

async function verifyAdminActs(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`
      select substr(written.key, length('admin_acts/') + 1) as id
      from log, jsonb_object_keys(case when jsonb_typeof(detail -> 'rows') = 'object' then detail -> 'rows' end)
        as written (key)
      where case_id = ${trustLogId}::uuid and written.key like 'admin_acts/%'
      group by 1
      having bool_or(act = 'admin-act-confirmed') and not bool_or(act = 'admin-act-asked')
      order by 1`,
  );
  return rows.map(
    ({ id }) =>
      `act ${id} of an administrator: was confirmed, and no entry of the trust log says who asked for it`,
  );
}
