/** Queries that count requests to platforms, their outcomes and objections. */

import { type SQL, sql } from "drizzle-orm";
import { acknowledgeWithinMinutes, dayMinutes } from "../../../utils/shared/policy/commitments.ts";
import { areTiedSql, personNamed } from "../../people/store/inviters.ts";
import { hasRefutedAnswer } from "../../requests/store/own-proofs.ts";
import { during, type Period } from "./month-period.ts";

/** Each query returns rows of `site`, `category` and named counts. `month` contains the period. */
export function requestCounts(period: Period, month: Period): SQL[] {
  return [
    sent(period),
    itemsSent(period),
    outcomes(period),
    done(period),
    overdue(period),
    daysKept(period),
    daysMissed(period),
    acknowledgedInTime(period),
    unacknowledged(period),
    seen(period, month),
    reprimands(period),
    objectionsReceived(period),
    objectionsUpheld(period),
    objectionsDismissed(period),
    objectionsLate(period),
  ];
}

const minutes = (n: number) => sql`make_interval(mins => ${n}::int)`;
/** The sending time plus these minutes is in the period. Compares the bare column, which has an index. */
const isSentBefore = ({ from, until }: Period, n: number) => {
  const earlier = (at: Date) => new Date(at.getTime() - n * 60_000);
  return during({ from: earlier(from), until: earlier(until) }, sql`q.sent_at`);
};
const items = sql`request_items i join requests q on q.id = i.request_id and q.kind = 'order'`;
const decided = sql`decisions d on d.id = i.decision_id`;
const isRefuted = hasRefutedAnswer({ item: "i", request: "q", decision: "d" });
/** After the reversal nothing was asked for any more. */
const isTooLate = sql`(i.outcome_at > d.reversed_at)`;
/** The platform's answer as far as it counts: none if a check refuted it, or if it came after the reversal. */
const counted = sql`cross join lateral (
  select case when ${isRefuted} or ${isTooLate} then 'pending' else i.outcome end as outcome offset 0
) c`;
/** A withdrawn request cannot miss its due time. One that came back has none, unless the time had passed before. */
const stillAsked = (due: SQL) => sql`(q.withdrawn_at is null or q.withdrawn_at > ${due})`;
const stillStands = (due: SQL) => sql`(d.reversed_at is null or d.reversed_at > ${due})`;

/**
 * Items that may have been done in the period, by the platform's word, which has an index, or by a check after it that
 * proves what another check had refuted; with the outcome as far as it counts. A refuted answer is none.
 */
export const doneIn = (period: Period) => sql`(
    select a.* from request_items a
    where ${during(period, sql`least(case when a.outcome = 'acted' then a.outcome_at end, a.proven_at)`)}
    union
    select a.* from checks k join request_items a on a.id = k.item_id and a.proven_check = k.id
    where a.outcome = 'acted' and ${during(period, sql`k.at`)}
  ) i join requests q on q.id = i.request_id and q.kind = 'order' join ${decided} ${counted}`;
/** Done as asked, by the platform's word or by the ministry's own check. */
export const isDone = sql`(c.outcome = 'acted' or (i.proven_at is not null and c.outcome not in ('gone', 'not-found')))`;
/** The earlier of the two. `least` ignores nulls. */
export const doneAt = sql`least(case when c.outcome = 'acted' then i.outcome_at end, i.proven_at)`;
const closedAt = sql`least(case when c.outcome <> 'pending' then i.outcome_at end, i.proven_at)`;
const isProvenFirst = sql`(i.proven_at is not null and (c.outcome <> 'acted' or i.proven_at < i.outcome_at))`;

function sent(period: Period): SQL {
  return sql`
    select site, category, count(*) filter (where kind = 'order') as "requests.sent",
      count(*) filter (where kind = 'restore') as "requests.restore"
    from requests where ${during(period, sql`sent_at`)} group by 1, 2`;
}

function itemsSent(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "items.sent" from ${items}
    where ${during(period, sql`q.sent_at`)} group by 1, 2`;
}

function outcomes(period: Period): SQL {
  return sql`
    select q.site, q.category,
      count(*) filter (where c.outcome = 'restricted') as "items.restricted",
      count(*) filter (where c.outcome = 'refused') as "items.refused",
      count(*) filter (where c.outcome = 'gone') as "items.gone",
      count(*) filter (where c.outcome = 'not-found') as "items.not-found"
    from ${items} join ${decided} ${counted} where c.outcome <> 'pending' and not ${isDone} and ${during(period, sql`i.outcome_at`)}
    group by 1, 2`;
}

function done(period: Period): SQL {
  return sql`
    select q.site, q.category,
      count(*) filter (where ${doneAt} <= q.due_at) as "items.in-time",
      count(*) filter (where ${doneAt} > q.due_at) as "items.late",
      count(*) filter (where q.due_at is null) as "items.no-limit",
      count(*) filter (where ${isProvenFirst}) as "items.proven",
      count(*) filter (where ${isProvenFirst} and k.stated) as "items.stated"
    from ${doneIn(period)} left join checks k on k.id = i.proven_check where ${isDone} and ${during(period, doneAt)} group by 1, 2`;
}

function overdue(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "items.overdue" from ${items} join ${decided} ${counted}
    where ${during(period, sql`q.due_at`)} and ${stillAsked(sql`q.due_at`)} and ${stillStands(sql`q.due_at`)}
      and (${closedAt} is null or ${closedAt} > q.due_at)
    group by 1, 2`;
}

const dayEnd = sql`(q.sent_at + ${minutes(dayMinutes)})`;

/** Counted when the 24 hours are over, as missed items are, so that each item counts once. */
function daysKept(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "day.kept" from ${items} join ${decided} ${counted}
    where ${isSentBefore(period, dayMinutes)} and ${isDone} and ${doneAt} <= ${dayEnd}
    group by 1, 2`;
}

/** Items already gone say nothing about the platform, unless a check found them. */
function daysMissed(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "day.missed" from ${items} join ${decided} ${counted}
    where ${isSentBefore(period, dayMinutes)} and ${stillAsked(dayEnd)} and ${stillStands(dayEnd)}
      and not (${isDone} and ${doneAt} <= ${dayEnd})
      and (c.outcome not in ('gone', 'not-found') or ${closedAt} > ${dayEnd})
    group by 1, 2`;
}

const answerEnd = sql`(q.sent_at + ${minutes(acknowledgeWithinMinutes)})`;

function acknowledgedInTime(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "acknowledged.kept" from requests q
    where q.kind = 'order' and q.acknowledged_at <= ${answerEnd}
      and ${during(period, sql`q.acknowledged_at`)}
    group by 1, 2`;
}

function unacknowledged(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "acknowledged.missed" from requests q
    where q.kind = 'order' and ${isSentBefore(period, acknowledgeWithinMinutes)} and ${stillAsked(answerEnd)}
      and (q.acknowledged_at is null or q.acknowledged_at > ${answerEnd})
      and exists (
        select 1 from request_items i join ${decided} where i.request_id = q.id and ${stillStands(answerEnd)}
      )
    group by 1, 2`;
}

const areCheckersTied = sql`exists (
  select 1 from people p join people o on o.id = k.person_id
  where p.id = a.person_id and ${areTiedSql(personNamed("p"), personNamed("o"))}
)`;

/** The request was in force: neither before it was sent nor after its decision was reversed. */
const whileAsked = (at: SQL) => sql`${at} >= q.sent_at and (d.reversed_at is null or ${at} <= d.reversed_at)`;
/** The check was made and received while the request was in force; one without a seal has only its time of receipt. */
const madeWhileAsked = (check: "a" | "k" | "l") => {
  const name = sql.identifier(check);
  return sql`${whileAsked(sql`${name}.at`)} and coalesce(${name}.looked_at, ${name}.at) >= q.sent_at`;
};

/** By the newest sealed check from abroad that could tell, if another person made it, who is not tied by invitation. */
function isShownAbroad(month: Period): SQL {
  return sql`coalesce((
    select a.seen = 'available' and a.person_id <> k.person_id and not ${areCheckersTied} from checks a
    where a.item_id = k.item_id and a.seen_from = 'abroad' and a.looked_at is not null
      and a.seen <> 'unknown' and ${during(month, sql`a.at`)} and ${madeWhileAsked("a")}
    order by a.at desc, a.id desc limit 1
  ), false)`;
}

/**
 * An item counts once, with its last check in the month that could tell, or with the last if none could. Only checks
 * while it was asked for count.
 */
function seen(period: Period, month: Period): SQL {
  const limited = sql`action = 'BATAS_WILAYAH'`;
  const states = ["removed", "withheld", "available", "private", "unknown"].map(
    (state) => sql`, count(*) filter (where seen = ${state}) as ${sql.identifier(`seen.${state}`)}`,
  );
  return sql`
    select site, category,
      count(*) filter (where ${limited} and seen in ('removed', 'withheld')) as "limited.kept",
      count(*) filter (where ${limited} and seen = 'available') as "limited.missed",
      count(*) filter (where ${limited} and seen = 'withheld' and is_shown_abroad) as "limited.proven"
      ${sql.join(states)}
    from (
      select q.site, q.category, q.action, k.seen, ${isShownAbroad(month)} as is_shown_abroad
      from checks k join ${items} on i.id = k.item_id join ${decided}
      where k.seen_from = 'indonesia' and ${during(period, sql`k.at`)} and ${madeWhileAsked("k")}
        and not exists (
          select 1 from checks l where l.item_id = k.item_id and l.seen_from = 'indonesia'
            and ${during(month, sql`l.at`)} and ${madeWhileAsked("l")}
            and (l.seen <> 'unknown', l.at, l.id) > (k.seen <> 'unknown', k.at, k.id)
        )
    ) last_seen group by 1, 2`;
}

function reprimands(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "reprimands"
    from request_events e join requests q on q.id = e.request_id
    where e.act = 'reprimanded' and ${during(period, sql`e.at`)} group by 1, 2`;
}

const objected = sql`objections o join request_items i on i.id = o.item_id join requests q on q.id = i.request_id`;

function objectionsReceived(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "objections.received" from ${objected}
    where ${during(period, sql`o.received_at`)} group by 1, 2`;
}

/**
 * Counts once two people or a panel have reversed the decision, also before the hearing. An objection that came after the
 * reversal changed nothing: one person could send and uphold many.
 */
function objectionsUpheld(period: Period): SQL {
  const reversedAt = sql`coalesce(r.settled_at, r.answered_at)`;
  return sql`
    select q.site, q.category, count(*) as "objections.upheld"
    from ${objected} join decisions r on r.id = o.reversal and r.state = 'confirmed'
    where o.state = 'upheld' and o.received_at <= ${reversedAt}
      and ${during(period, sql`greatest(o.handled_at, ${reversedAt})`)}
    group by 1, 2`;
}

function objectionsDismissed(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "objections.dismissed" from ${objected}
    where o.state = 'dismissed' and ${during(period, sql`o.handled_at`)} group by 1, 2`;
}

function objectionsLate(period: Period): SQL {
  return sql`
    select q.site, q.category, count(*) as "objections.late" from ${objected}
    where ${during(period, sql`o.due_at`)} and (o.handled_at is null or o.handled_at > o.due_at)
    group by 1, 2`;
}
