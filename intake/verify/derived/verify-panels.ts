/**
 * Derives panels again from the log: affiliations were set once, verdicts follow from the votes, and every confirmed
 * approval took part in the draw.
 */

import { sql } from "drizzle-orm";
import type { Vote } from "../../../utils/shared/contract/decision.ts";
import type { Affiliation } from "../../../utils/shared/contract/site.ts";
import { trustLogId } from "../../audit-log/store/trust-log.ts";
import { panelVerdict } from "../../cases/rules/quorum.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { Db } from "../../db/store.ts";

/** Returns one sentence per fault. */
export async function verifyPanels(tx: Db): Promise<string[]> {
  return [...(await verifyAffiliations(tx)), ...(await verifyVerdicts(tx)), ...(await verifyDraws(tx))];
}

/** A column added later is in no older state, so a value without an entry would not be found by comparing rows. */
async function verifyAffiliations(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ person: string; stated: number }>(
    tx,
    sql`
      select p.id::text as person, count(distinct s.affiliation)::int as stated
      from people p
      left join (
        select r.key, r.value ->> 'affiliation' as affiliation
        from log l, jsonb_each(case when jsonb_typeof(l.detail -> 'rows') = 'object' then l.detail -> 'rows' end) r
        where l.case_id = ${trustLogId}::uuid and r.key like 'people/%'
      ) s on s.key = 'people/' || p.id
      group by p.id, p.affiliation
      having count(distinct s.affiliation) > 1
        or (p.affiliation is not null and bool_and(s.affiliation is distinct from p.affiliation))
      order by 1`,
  );
  return rows.map(({ person, stated }) =>
    stated > 1
      ? `person ${person}: the affiliation was changed after the enrolment`
      : `person ${person}: no entry of the trust log names the affiliation`,
  );
}

interface LoggedVote {
  decision: string;
  affiliation: Affiliation | null;
  /** The person's, as enrolled. */
  enrolled: Affiliation | null;
  vote: Vote | null;
}

/** Panels that ended before affiliations were logged are left out. */
async function verifyVerdicts(tx: Db): Promise<string[]> {
  const cast = await rowsOf<LoggedVote>(
    tx,
    sql`
      select l.detail ->> 'decision' as decision, l.detail ->> 'affiliation' as affiliation,
        p.affiliation as enrolled, v.vote
      from log l
      left join devices d on d.id::text = l.detail ->> 'device'
      left join people p on p.id = d.person_id
      left join votes v on v.digest = l.detail ->> 'digest'
      where l.act = 'vote-cast' and jsonb_exists(l.detail, 'affiliation')
      order by l.at, l.seq`,
  );
  const settled = await rowsOf<{ decision: string; act: string }>(
    tx,
    sql`
      select detail ->> 'decision' as decision, act from log
      where act in ('decision-upheld', 'decision-overturned', 'review-upheld', 'review-overturned')
      order by 1`,
  );
  const votes = Map.groupBy(cast, ({ decision }) => decision);
  const broken = cast
    .filter(({ affiliation, enrolled }) => affiliation !== enrolled)
    .map(({ decision }) => `decision ${decision}: a vote names another affiliation than the panelist has`);
  for (const { decision, act } of settled) {
    const given = votes.get(decision);
    if (!given) continue;
    const verdict = panelVerdict(
      given.flatMap(({ vote, enrolled }) => (vote === null ? [] : [{ vote, affiliation: enrolled }])),
    );
    if (verdict === undefined || !act.endsWith(verdictActs[verdict]))
      broken.push(`decision ${decision}: the votes do not give the panel's verdict`);
  }
  return broken;
}

const verdictActs = { uphold: "-upheld", overturn: "-overturned" } as const;

/**
 * Compares each draw with the row state of the same entry. After the first draw, every confirmation of an approval
 * must have one. Cases that were ever in the no-pixels lane have none.
 */
async function verifyDraws(tx: Db): Promise<string[]> {
  const rows = await rowsOf<{ decision: string; isMissing: boolean }>(
    tx,
    sql`
      with first as (
        select min(at) as at from log where act = 'decision-confirmed' and jsonb_exists(detail, 'draw')
      )
      select d.id::text as decision, not jsonb_exists(l.detail, 'draw') as "isMissing"
      from log l
      join decisions d on d.id::text = l.detail ->> 'decision'
      cross join first
      cross join lateral (select l.detail -> 'rows' -> ('decisions/' || d.id) as state) s
      where l.act = 'decision-confirmed' and case when jsonb_exists(l.detail, 'draw')
        then s.state ->> 'draw' is distinct from l.detail ->> 'draw'
          or s.state ->> 'drawShare' is distinct from l.detail ->> 'share'
          or (s.state ->> 'review' is not null)
            is distinct from ((l.detail ->> 'draw')::int < (l.detail ->> 'share')::int)
        else d.act = 'approve' and l.at > first.at
          and not exists (select 1 from reports p where p.case_id = d.case_id and p.category = 'PORNO_ANAK')
          and not exists (select 1 from decisions p where p.case_id = d.case_id and p.category = 'PORNO_ANAK')
        end
      order by 1`,
  );
  return rows.map(({ decision, isMissing }) =>
    isMissing
      ? `decision ${decision}: was confirmed without a draw for the panel's review`
      : `decision ${decision}: its draw is not the one that the log names`,
  );
}
