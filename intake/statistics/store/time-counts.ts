/**
 * Queries that sort durations into steps: to the acknowledgement, to the action, and from a flag to its
 * decision.
 */

import { type SQL, sql } from "drizzle-orm";
import type { TimeName } from "../../../utils/shared/contract/figures.ts";
import { stepEnds } from "../../../utils/shared/policy/minutes.ts";
import { flagged } from "./case-counts.ts";
import { during, type Period } from "./period.ts";

/** Each query returns rows of `site`, `category`, `step` and `n`. */
export function timeCounts(period: Period): Record<TimeName, SQL> {
  return { acknowledge: acknowledge(period), action: action(period), flag: flag(period) };
}

const ends = sql.raw(`array[${stepEnds.join(",")}]::int[]`);

/** The end of the step that contains the duration in minutes, rounded up; see `stepOf`. */
function step(from: SQL, to: SQL): SQL {
  const minutes = sql`ceil(extract(epoch from (${to} - ${from})) / 60)::int`;
  return sql`(${ends})[least(width_bucket(${minutes} - 1, ${ends}) + 1, ${stepEnds.length}::int)]`;
}

function acknowledge(period: Period): SQL {
  return sql`
    select site, category, ${step(sql`sent_at`, sql`acknowledged_at`)} as step, count(*) as n from requests
    where kind = 'order' and sent_at is not null and ${during(period, sql`acknowledged_at`)} group by 1, 2, 3`;
}

function action(period: Period): SQL {
  return sql`
    select q.site, q.category, ${step(sql`q.sent_at`, sql`i.outcome_at`)} as step, count(*) as n
    from request_items i join requests q on q.id = i.request_id
    where q.kind = 'order' and q.sent_at is not null and i.outcome = 'acted'
      and ${during(period, sql`i.outcome_at`)}
    group by 1, 2, 3`;
}

function flag(period: Period): SQL {
  return sql`
    select site, category, ${step(sql`first_at`, sql`settled_at`)} as step, count(*) as n
    from (${flagged(period)}) f group by 1, 2, 3`;
}
