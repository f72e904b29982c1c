/** Reads the decisions that may be published, without anything that identifies a person or a post. */

import { and, desc, eq, inArray, isNull, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { type ActionCode, actionCode, type CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { RegisterEntry } from "../../../utils/shared/contract/public-register.ts";
import type { ReferralOutcome } from "../../../utils/shared/contract/referral-state.ts";
import { bases, jakartaDay } from "../../../utils/shared/policy/legal-bases.ts";
import {
  isActionPublic,
  registerPartners,
  registerRules,
} from "../../../utils/shared/policy/public-register.ts";
import { rejectedCategory } from "../../cases/store/rejected-category.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { omitNulls } from "../../db/rows.ts";
import { cases, decisions, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

const dayOf = (time: SQLWrapper) => sql<string>`to_char(${time} at time zone 'Asia/Jakarta', 'YYYY-MM-DD')`;

/** The day in Jakarta on which the second person or the panel confirmed it. */
const confirmedDay = dayOf(sql`coalesce(${decisions.settledAt}, ${decisions.answeredAt})`);

/**
 * The day on which its referral first ended, if it led to one. A later answer or withdrawal must not take a published
 * decision back.
 */
const endedDay = dayOf(sql`least(${referrals.withdrawnAt}, ${referrals.answeredAt}, ${referrals.closedAt})`);

/** A rejection has none of its own. */
const category = sql<CategoryCode>`coalesce(${decisions.category}, ${rejectedCategory()})`;

const afterDays = sql.join(
  Object.entries(registerRules).map(([code, rule]) => sql`when ${code} then ${rule?.afterDays ?? null}::int`),
  sql` `,
);

/** The first day after the category's waiting time, counted from `day`. Null if the category is never published. */
const publishedAfter = (day: SQL) => sql`(${day}::date + case ${category} ${afterDays} end)`;

/** `greatest` ignores nulls. */
const publicationDay = publishedAfter(sql`greatest(${confirmedDay}, ${endedDay})`);

/** Midnight in Jakarta. */
const publishedAt = sql`(${publicationDay}::timestamp at time zone 'Asia/Jakarta')`;

/** The page must not reveal when an answer arrived, even after publication. */
const outcomeAt = (at: Date) =>
  sql<ReferralOutcome | null>`case when ${publishedAfter(dayOf(referrals.answeredAt))} <= ${jakartaDay(at.toISOString())}
    then ${referrals.outcome} end`;

const publicActions: readonly ActionCode[] = actionCode.options.filter(isActionPublic);

/** The only decisions that led to a referral and are published. */
const isReferredPublicly = and(
  eq(decisions.act, "approve"),
  inArray(referrals.partner, [...registerPartners]),
  inArray(referrals.state, ["answered", "closed", "withdrawn"]),
);

/**
 * Confirmed decisions whose category's time has passed. Nothing undecided or unanswered changes the answer, nor does a
 * report after the publication. No subquery is within an `or`, so that PostgreSQL joins them.
 */
function isPublished(at: Date): SQL | undefined {
  return and(
    eq(decisions.state, "confirmed"),
    or(
      and(eq(decisions.act, "approve"), inArray(decisions.action, [...publicActions])),
      eq(decisions.act, "reject"),
      isReferredPublicly,
    ),
    sql`${publicationDay} <= ${jakartaDay(at.toISOString())}`,
    hasNoAbuseMaterial,
    isNull(cases.mergedInto),
  );
}

/**
 * A case that anyone reported or decided as child sexual abuse material before the publication is left out as a whole,
 * and so is one that two people decided as such later. One person's later word changes nothing.
 */
const hasNoAbuseMaterial = and(
  sql`not exists (
    select 1 from reports report where report.case_id = ${decisions.caseId} and report.category = 'PORNO_ANAK'
      and report.received_at < ${publishedAt}
  )`,
  sql`not exists (
    select 1 from decisions other where other.case_id = ${decisions.caseId} and other.category = 'PORNO_ANAK'
      and (other.state = 'confirmed' or other.at < ${publishedAt})
  )`,
);

export interface RegisterMonth {
  month: string;
  total: number;
}

/** Newest first. */
export async function listRegisterMonths(db: Db, at: Date): Promise<RegisterMonth[]> {
  return rowsOf<RegisterMonth>(
    db,
    sql`select left(${confirmedDay}, 7) as month, count(*)::int as total
      from ${decisions} inner join ${cases} on ${cases.id} = ${decisions.caseId}
      left join ${referrals} on ${referrals.decisionId} = ${decisions.id}
      where ${isPublished(at)} group by 1 order by 1 desc`,
  );
}

export interface RegisterPage {
  month: string;
  /** From 1. */
  page: number;
  rows: number;
}

/** Within a day the order is that of a digest, which reveals nothing about the time. */
export async function readRegister(
  db: Db,
  { month, page, rows }: RegisterPage,
  at: Date,
): Promise<RegisterEntry[]> {
  const confirmed = await db
    .select({
      day: confirmedDay,
      site: cases.site,
      kind: cases.kind,
      category,
      act: decisions.act,
      action: decisions.action,
      basis: decisions.basis,
      elements: decisions.elements,
      why: decisions.why,
      settledAt: decisions.settledAt,
      reversedAt: decisions.reversedAt,
      partner: referrals.partner,
      outcome: outcomeAt(at),
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .leftJoin(referrals, eq(referrals.decisionId, decisions.id))
    .where(and(isPublished(at), sql`left(${confirmedDay}, 7) = ${month}`))
    .orderBy(desc(confirmedDay), sql`md5(${decisions.id}::text)`)
    .limit(rows)
    .offset((page - 1) * rows);
  return confirmed.map(({ act, action, why, partner, outcome, basis, settledAt, reversedAt, ...row }) => ({
    ...row,
    act: act === "approve" ? "approve" : "reject",
    ...omitNulls({ action, why, partner, outcome }),
    basis: basis.map((id) => bases[id]?.text ?? id),
    panel: settledAt !== null,
    reversed: reversedAt !== null,
  }));
}
