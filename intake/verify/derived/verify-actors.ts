/** Compares the person whom an act wrote into a row with the owner of the device that its entry names. */

import { sql } from "drizzle-orm";
import { provenTables } from "../../audit-log/store/row-states.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** Act, table, member of the detail with the row's id, and the column with the person. */
const acts = sql`(values
  ('decision-proposed', 'decisions', 'decision', 'personId'),
  ('decision-undone', 'decisions', 'decision', 'personId'),
  ('decision-confirmed', 'decisions', 'decision', 'answeredBy'),
  ('decision-refused', 'decisions', 'decision', 'answeredBy'),
  ('review-received', 'reviews', 'review', 'personId'),
  ('outcome-checked', 'checks', 'check', 'personId'),
  ('dismissal-proposed', 'objections', 'objection', 'handledBy'),
  ('objection-heard', 'objections', 'objection', 'handledBy'))`;

/** The row is compared with the state in the log elsewhere. Returns one sentence per fault. */
export async function verifyActors(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{
    name: "decisions" | "reviews" | "checks" | "objections";
    id: string;
    act: string;
  }>(
    tx,
    sql`
      select a.name, l.detail ->> a.member as id, l.act
      from log l
      join ${acts} as a(act, name, member, person) on a.act = l.act
      cross join lateral (
        select l.detail -> 'rows' -> (a.name || '/' || (l.detail ->> a.member)) ->> a.person as person
      ) s
      left join devices d on d.id::text = l.detail ->> 'device'
      where l.detail ? 'device' and s.person is not null and d.person_id::text is distinct from s.person
      order by 1, 2, 3`,
  );
  return rows.map(
    ({ name, id, act }) =>
      `${provenTables[name].noun} ${id}: the device of ${act} is not one of the person whom the log names`,
  );
}
