/** A store of a year with many reports, as the jobs find it: filled by SQL, because a million signed reports take too long. */

import { hash } from "node:crypto";
import { sql } from "drizzle-orm";
import { insertRows } from "../../intake/db/insert.ts";
import { people } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { evidence } from "../../scripts/dev/kits/evidence.ts";
import { noRows, write } from "../support/figures-kit.ts";

const chunk = 50_000;
const dayMs = 86_400_000;
/** Two reports a case on average; half of the cases are older than the shortest retention period. */
const reportsPerCase = 2;
const spanDays = 360;
/** Written by the last minute's reports. */
const waitingEntries = 20_000;

/** Reports of the year before `now`; evidence past its time is already deleted, except of a few cases. */
export async function fillJobsStore(db: Db, reports: number, now: Date): Promise<void> {
  const all = noRows(new Date(0));
  await write(db, all);
  const [personId, deviceId, channelId] = [all.people[0]?.id, all.devices[0]?.id, all.channels[0]?.rowId];
  const crew = Array.from({ length: 500 }, (_, no) => ({
    id: sqlId(`p${no}`),
    name: `Petugas ${no}`,
    role: no % 5 === 0 ? ("vlogger" as const) : ("officer" as const),
    createdAt: new Date(0),
  }));
  await db.execute(insertRows(people, crew));
  const cases = Math.ceil(reports / reportsPerCase);
  const from = new Date(now.getTime() - spanDays * dayMs);
  const at = sql`(${from.toISOString()}::timestamptz +
    (${now.toISOString()}::timestamptz - ${from.toISOString()}::timestamptz) * (n::float8 / ${cases + 1}::float8))`;
  const id = (kind: string) => sql`md5(${kind} || n)::uuid`;
  const site = sql`(array['telegram','x','youtube','facebook'])[1 + n % 4]`;
  const category = sql`(array['JUDI','TERORISME','PORNO','SPAM','NARKOTIKA','PORNO_ANAK'])[1 + n % 6]`;
  /** Cases of the last three days wait; others are decided within a day. */
  const isOpen = sql`(n > ${cases - Math.ceil((3 * cases) / spanDays)})`;
  const state = sql`(case when ${isOpen} then 'open' when n % 4 = 0 then 'rejected' else 'approved' end)`;
  const decidedAt = sql`(${at} + interval '20 hours')`;
  const isDue = sql`(not ${isOpen} and n % 4 = 0 and n % 5000 <> 0 and ${decidedAt} < ${now.toISOString()}::timestamptz - interval '90 days')`;
  for (let start = 1; start <= cases; start += chunk) {
    const some = sql`generate_series(${start}::int, ${Math.min(cases, start + chunk - 1)}::int) n`;
    await db.execute(sql`
      insert into cases (id, spot, version, created_at, site, kind, subject, channel_id, state, reports, reporters,
        reported_category, categories, marked_urgent, forbids_pixels, first_at, last_at, category, urgent, withheld,
        permalink, author, title, excerpt, author_key, search_text, decided_at, decided_category, due_at, queue_key,
        head_seq, head_hash)
      select ${id("c")}, spot_of_case(${id("c")}), 3, ${at}, ${site}, 'post', 'x:post:' || n, '', ${state}, 2, 2, ${category},
        array[${category}], false, false, ${at}, ${at} + interval '1 hour', ${category}, false, false,
        'https://x.com/akun_rekaan/status/' || n, 'Akun Rekaan ' || n % 9999, '', repeat('kata rekaan ', 12),
        'x:' || n % 9999, 'akun rekaan ' || n || ' slot gampang ' || n % 5000,
        case when not ${isOpen} then ${decidedAt} end, case when not ${isOpen} then ${category} end,
        ${at} + interval '24 hours', '1|' || to_char(${at}, 'YYYY-MM-DD"T"HH24') || '|' || lpad(n::text, 12, '0'), 3,
        md5(n::text) || md5('h' || n) from ${some}`);
    await db.execute(sql`
      insert into case_subjects (subject, spot, case_id, own)
      select 'x:post:' || n, spot_of_subject('x:post:' || n), ${id("c")}, true from ${some}`);
    await db.execute(sql`
      insert into reports (id, case_id, spot, person_id, device_id, received_at, digest, place, category, action, basis,
        policy_version, urgent, evidence, receipt, evidence_deleted_at)
      select md5('r' || place || ' ' || n)::uuid, ${id("c")}, spot_of_case(${id("c")}), md5('p' || n % 500)::uuid, ${deviceId}::uuid,
        ${at} + (place - 1) * interval '1 hour', md5(n::text) || md5('d' || n), place, ${category}, 'PANTAU', '[]', 1,
        false, ${JSON.stringify({ ...evidence, picture: undefined })}::jsonb || jsonb_build_object('picture',
          jsonb_build_object('state', 'taken', 'file', jsonb_build_object('sha256', md5(n::text) || md5('f' || n)))),
        '', case when ${isDue} then ${decidedAt} + interval '90 days' end
      from ${some}, generate_series(1, ${reportsPerCase}::int) place`);
    // One report in fifty waits for its picture; the files of deleted evidence are gone.
    await db.execute(sql`
      insert into files (report_id, spot, sha256, arrived_at)
      select md5('r' || place || ' ' || n)::uuid, spot_of_case(${id("c")}), md5(n::text) || md5('f' || n), ${at}
      from ${some}, generate_series(1, ${reportsPerCase}::int) place where n % 50 <> 0 and not ${isDue}`);
    await db.execute(sql`
      insert into decisions (id, case_id, spot, person_id, at, digest, act, category, basis, reason, state, answered_at)
      select ${id("d")}, ${id("c")}, spot_of_case(${id("c")}), ${personId}::uuid, ${decidedAt}, '',
        case when n % 4 = 0 then 'reject' else 'approve' end, ${category}, '[]', '', 'confirmed', ${decidedAt}
      from ${some} where not ${isOpen}`);
    await db.execute(sql`
      insert into requests (id, year, no, kind, site, category, action, urgent, hours, channel_id, state, version,
        letter, jws, digest, person_id, made_at, sent_at, due_at, acknowledged_at)
      select ${id("q")}, 2026, n, 'order', ${site}, ${category}, 'HAPUS_KEBIJAKAN', false, 24, ${channelId}::uuid,
        'answered', 1, '{}', '', '', ${personId}::uuid, ${decidedAt}, ${decidedAt}, ${decidedAt} + interval '24 hours',
        ${decidedAt} + (n % 600) * interval '1 minute' from ${some} where n % 50 = 0 and not ${isOpen}`);
    await db.execute(sql`
      insert into request_items (id, request_id, place, case_id, spot, decision_id, subject, permalink, reference, outcome,
        outcome_at)
      select ${id("i")}, md5('q' || (n - n % 50 + 50))::uuid, 1 + n % 50, ${id("c")}, spot_of_case(${id("c")}), ${id("d")}, '', '', 'ref' || n,
        'acted', ${decidedAt} + (n % 2000) * interval '1 minute' from ${some}
      where n % 50 between 1 and 10 and n % 4 <> 0 and not ${isOpen}
        and exists (select from requests q where q.id = md5('q' || (n - n % 50 + 50))::uuid)`);
  }
  await fillLog(db, now);
  await db.execute(sql`analyze`);
}

/** Acts of an hour on cases of the last three days, so that finished days are counted again. */
export async function changeDecidedCases(db: Db, now: Date): Promise<void> {
  await db.execute(sql`
    update cases set category = 'PENIPUAN' where id in (
      select id from cases where decided_at > ${now.toISOString()}::timestamptz - interval '3 days' order by id limit 60)`);
}

/** Entries that wait for their batch. */
async function fillLog(db: Db, now: Date): Promise<void> {
  await db.execute(sql`delete from unsealed`);
  await db.execute(sql`
    insert into log (case_id, spot, seq, at, by, act, detail, previous, hash)
    select md5('l' || n)::uuid, spot_of_case(md5('l' || n)::uuid), 1, ${now.toISOString()}::timestamptz, 'uji', 'report-received', '{}', '',
      md5(n::text) || md5('l' || n) from generate_series(1, ${waitingEntries}::int) n`);
}

function sqlId(text: string): string {
  // The same as PostgreSQL's md5(…)::uuid.
  const hex = hash("md5", text);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
