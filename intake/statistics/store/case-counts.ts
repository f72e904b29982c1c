/** Queries that count events on cases: reports, opened cases, decisions and vloggers' reviews. */

import { type SQL, sql } from "drizzle-orm";
import { rejectionCode } from "../../../utils/shared/contract/decision-grounds.ts";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { majorityWeight } from "../../../utils/shared/policy/reviewer-agreement.ts";
import { rejectedCategory } from "../../cases/store/rejected-category.ts";
import { areTiedSql, isInvitationSql, personNamed } from "../../people/store/inviters.ts";
import { during, type Period } from "./month-period.ts";
import { reportCounts } from "./report-hours.ts";

/** When a decision took effect; a panel settles later than the second person. */
const settled = sql`coalesce(d.settled_at, d.answered_at)`;

/** The category of the decision with this alias, as in the public register. Later reports do not change it. */
function categoryOf(decision: "d" | "o"): SQL {
  const column = (name: string) => sql`${sql.identifier(decision)}.${sql.identifier(name)}`;
  const [caseId, settledAt, answeredAt] = ["case_id", "settled_at", "answered_at"].map(column) as [
    SQL,
    SQL,
    SQL,
  ];
  // A report after the decision names only the category of a case that has none before it.
  const isBefore = sql`report.received_at <= coalesce(${settledAt}, ${answeredAt})`;
  const before = (table: "earlier" | "report") => (table === "report" ? isBefore : sql`true`);
  return sql`coalesce(${column("category")}, ${rejectedCategory(before, { caseId, settledAt, answeredAt })}, c.category)`;
}

/** Each query returns rows of `site`, `category` and named counts. */
export function caseCounts(period: Period): SQL[] {
  return [
    reports(period),
    opened(period),
    decided(period),
    reversed(period),
    drawn(period),
    reviewed(period),
    reviews(period),
  ];
}

function reports(period: Period): SQL {
  return sql`
    select site, category, sum(reports) as "reports",
      coalesce(sum(reports) filter (where by_vlogger), 0) as "flags.received"
    from (${reportCounts(period)}) r group by 1, 2`;
}

/** Rows of `site`, `category`, `key` and `n`. */
export function subReasonCounts(period: Period): SQL {
  return sql`
    select site, category, sub_reason as key, sum(reports) as n
    from (${reportCounts(period)}) r where sub_reason <> '' group by 1, 2, 3`;
}

function opened(period: Period): SQL {
  return sql`
    select c.site, c.category, count(*) as "cases.opened" from cases c
    where c.merged_into is null and ${during(period, sql`c.created_at`)} group by 1, 2`;
}

function decided(period: Period): SQL {
  const rejected = rejectionCode.options.map(
    (code) =>
      sql`, count(*) filter (where d.act = 'reject' and d.why = ${code}) as ${sql.identifier(`rejected.${code}`)}`,
  );
  return sql`
    select c.site, ${categoryOf("d")} as category,
      count(*) filter (where d.act = 'approve') as "cases.approved",
      count(*) filter (where d.act = 'escalate') as "cases.escalated"
      ${sql.join(rejected)}
    from decisions d join cases c on c.id = d.case_id
    where d.state = 'confirmed' and d.reverses is null and d.act <> 'recategorise' and ${during(period, settled)}
    group by 1, 2`;
}

/** Counted under the category of the reversed decision. A watch that gives way to another action was right. */
function reversed(period: Period): SQL {
  return sql`
    select c.site, ${categoryOf("o")} as category, count(*) as "reversals"
    from decisions d join cases c on c.id = d.case_id left join decisions o on o.id = d.reverses
    where d.state = 'confirmed' and d.reverses is not null and o.act is distinct from d.act
      and ${during(period, settled)}
    group by 1, 2`;
}

function drawn(period: Period): SQL {
  return sql`
    select c.site, d.category, count(*) as "panel.drawn",
      count(*) filter (where d.review is not null) as "panel.sampled"
    from decisions d join cases c on c.id = d.case_id
    where d.draw is not null and ${during(period, sql`d.answered_at`)} group by 1, 2`;
}

/** Votes of the panel on approvals that the draw took. */
function reviewed(period: Period): SQL {
  return sql`
    select c.site, d.category, count(*) filter (where d.review = 'upheld') as "panel.upheld",
      count(*) filter (where d.review = 'overturned') as "panel.overturned"
    from decisions d join cases c on c.id = d.case_id
    where d.reviewed_at is not null and ${during(period, sql`d.reviewed_at`)} group by 1, 2`;
}

function reviews(period: Period): SQL {
  return sql`
    select c.site, c.category, count(*) as "flags.reviews" from reviews v join cases c on c.id = v.case_id
    where not v.trial and ${during(period, sql`v.at`)} group by 1, 2`;
}

/**
 * Counts decided flags by the time that they took, in one pass because it reads every decision's reports and reviews.
 * `step` is computed from `first_at` and `settled_at`.
 */
export function flagCounts(period: Period, step: SQL): SQL {
  return sql`
    select site, category, ${step} as step, count(*) as "flags.decided",
      count(*) filter (where said = act) as "flags.agreed",
      count(*) filter (where said <> act) as "flags.disagreed"
    from (${flagged(period)}) f group by 1, 2, 3`;
}

/**
 * The reviewer was independent of the decision, as on the case page: had not reported the case, took no part in the
 * decision, and is not tied to its proposer or a reporter by an invitation.
 */
const isIndependent = sql`not (
  voter.id = d.person_id or voter.id is not distinct from d.answered_by
  or coalesce(${areTiedSql(personNamed("voter"), personNamed("proposer"))}, false)
  or exists (
    select 1 from reports r join people reporter on reporter.id = r.person_id
    where r.case_id = d.case_id and r.received_at <= ${settled}
      and (reporter.id = voter.id or ${isInvitationSql(personNamed("voter"), personNamed("reporter"))})
  ))`;

/** The act for which the verdict has the majority among counting voices, as in `agreementOn`; null if it has none. */
function actOfMajority(verdict: Verdict, act: "approve" | "reject"): SQL {
  const isSide = sql`counts and verdict = ${verdict}`;
  return sql`case when 2 * count(*) filter (where ${isSide}) > count(*) filter (where counts)
    and sum(weight) filter (where ${isSide}) >= ${majorityWeight}::numeric * sum(weight) filter (where counts)
    then ${act}::text end`;
}

/**
 * Decided cases that a vlogger had reported or reviewed before. `said`: what the majority of the reviews asked for that
 * are independent and had weight when they were given.
 */
function flagged(period: Period): SQL {
  return sql`
    select c.site, ${categoryOf("d")} as category, d.act, c.first_at, ${settled} as settled_at,
      v.said
    from decisions d join cases c on c.id = d.case_id
    cross join lateral (
      select coalesce(${actOfMajority("violates", "approve")}, ${actOfMajority("does-not", "reject")}) as said,
        count(*) as n
      from (
        select distinct on (given.person_id) given.verdict, given.weight::numeric as weight,
          given.weight > 0 and ${isIndependent} as counts
        from reviews given join people voter on voter.id = given.person_id
          join people proposer on proposer.id = d.person_id
        where given.case_id = d.case_id and not given.trial and given.at <= ${settled}
        order by given.person_id, given.at desc, given.id desc
      ) voices
    ) v
    where d.state = 'confirmed' and d.reverses is null and d.act in ('approve', 'reject')
      and ${during(period, settled)}
      and (v.n > 0 or exists (
        select 1 from reports r join people p on p.id = r.person_id
        where r.case_id = d.case_id and p.role = 'vlogger' and r.received_at <= ${settled}))`;
}
