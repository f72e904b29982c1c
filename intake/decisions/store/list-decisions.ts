/** Reads decisions across cases, newest first, with the filters of the desk's list. */

import { and, asc, desc, eq, gt, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import type { FollowUp } from "../../../utils/shared/contract/referral-state.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { readVotes } from "../../cases/store/case-facts.ts";
import { unitFilter } from "../../cases/store/queue.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, decisions, people } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import { readFollowUps } from "../../reports/store/follow-ups.ts";
import type { DecisionWithVotes } from "./decision-reads.ts";

export interface DecisionListFilter {
  act?: DecisionView["act"] | undefined;
  action?: ActionCode | undefined;
  category?: CategoryCode | undefined;
  site?: SiteId | undefined;
  state?: DecisionView["state"] | undefined;
  unit?: string | undefined;
  /** Bounds for the proposal: `from` inclusive, `to` exclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface DecisionPage {
  scope: CaseScope;
  filter: DecisionListFilter;
  after?: { at: Date; id: string } | undefined;
  limit: number;
}

export interface ListedDecision extends DecisionWithVotes {
  row: Pick<CaseRecord, "site" | "kind" | "subject" | "category" | "withheld">;
  /** Undefined if it led to neither a referral nor a watch. */
  followUp: FollowUp | undefined;
}

const caseColumns = {
  site: cases.site,
  kind: cases.kind,
  subject: cases.subject,
  category: cases.category,
  withheld: cases.withheld,
};

/** Returns one row more than the limit if there are more. */
export async function listDecisions(db: Db, page: DecisionPage): Promise<ListedDecision[]> {
  const { scope, filter, after, limit } = page;
  const earlier =
    after && or(lt(decisions.at, after.at), and(eq(decisions.at, after.at), lt(decisions.id, after.id)));
  return readPage(db, {
    where: [casesIn(db, scope), ...(await filtersOf(db, scope, filter)), earlier],
    order: [desc(decisions.at), desc(decisions.id)],
    limit: limit + 1,
  });
}

/** Decisions by id, for the nightly export: all of them, or those of some cases. */
export function readDecisionsAfter(
  db: Db,
  { after, cases: of }: { after: string | undefined; cases: readonly string[] | undefined },
  limit: number,
): Promise<ListedDecision[]> {
  const where = [
    after === undefined ? undefined : gt(decisions.id, after),
    of && inArray(decisions.caseId, [...of]),
  ];
  return readPage(db, { where, order: [asc(decisions.id)], limit });
}

interface PageQuery {
  where: (SQL | undefined)[];
  order: SQL[];
  limit: number;
}

async function readPage(db: Db, { where, order, limit }: PageQuery): Promise<ListedDecision[]> {
  const answerers = alias(people, "answerers");
  const rows = await db
    .select({ decision: decisions, by: people.name, answeredBy: answerers.name, row: caseColumns })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .innerJoin(people, eq(people.id, decisions.personId))
    .leftJoin(answerers, eq(answerers.id, decisions.answeredBy))
    .where(and(...where))
    .orderBy(...order)
    .limit(limit);
  const settled = rows.filter(
    ({ decision: { settledAt, reviewedAt } }) => (settledAt ?? reviewedAt) !== null,
  );
  const votes = await readVotes(
    db,
    settled.map(({ decision }) => decision),
  );
  const followUps = await readFollowUps(
    db,
    rows.map(({ decision }) => decision.id),
  );
  return rows.map((row) => ({
    ...row,
    followUp: followUps.get(row.decision.id),
    votes: votes.filter(({ vote }) => vote.decisionId === row.decision.id),
  }));
}

async function filtersOf(db: Db, scope: CaseScope, filter: DecisionListFilter): Promise<(SQL | undefined)[]> {
  const { act, action, category, site, state, unit, from, to } = filter;
  return [
    act && eq(decisions.act, act),
    action && eq(decisions.action, action),
    category && sql`coalesce(${decisions.category}, ${cases.category}) = ${category}`,
    site && eq(cases.site, site),
    state && eq(decisions.state, state),
    from && gte(decisions.at, from),
    to && lt(decisions.at, to),
    unit === undefined ? undefined : await unitFilter(db, scope, unit),
  ];
}
