/**
 * Decisions ready for a letter: confirmed ones that ask something of a platform, and reversals of orders that a
 * platform has. A person must ask for either.
 */

import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  not,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type AnyPgColumn, alias } from "drizzle-orm/pg-core";
import type { ActionCode } from "../../../utils/shared/contract/category.ts";
import type { ReadyGroup, ReadyItem } from "../../../utils/shared/contract/reprimand.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/decision-destinations.ts";
import type { CaseScope } from "../../core/scope.ts";
import { cases, decisions, reports, requestItems, requests } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { frozenColumns, isFrozenReport } from "../../decisions/store/frozen-post.ts";
import { letterKey } from "../compose-letter.ts";
import { mayHaveArrived } from "./withdraw.ts";

const asking = (Object.keys(actions) as ActionCode[]).filter(isPlatformRequest);

/**
 * When a decision took effect: confirmed by a second person or settled by a panel. Takes the table or an
 * alias of it.
 */
function effectiveAt(of: Record<"settledAt" | "answeredAt" | "at", AnyPgColumn>): SQL<Date> {
  return sql<Date>`coalesce(${of.settledAt}, ${of.answeredAt}, ${of.at})`.mapWith(decisions.at);
}

const since = effectiveAt(decisions);

type ReadyRecord = Awaited<ReturnType<typeof readReady>>["rows"][number];

/** Matches joined decisions and cases: approvals in force that ask something of a platform and are in no live request. */
function isReady(db: Db): SQL | undefined {
  const live = db
    .select({ one: sql`1` })
    .from(requestItems)
    .where(and(eq(requestItems.decisionId, decisions.id), eq(requestItems.isVoid, false)));
  const newer = alias(decisions, "newer");
  // After a merge of two decided cases, only the newest approval counts.
  const superseded = db
    .select({ one: sql`1` })
    .from(newer)
    .where(
      and(
        eq(newer.caseId, decisions.caseId),
        eq(newer.act, "approve"),
        eq(newer.state, "confirmed"),
        isNull(newer.reversedAt),
        sql`(${newer.at}, ${newer.id}) > (${decisions.at}, ${decisions.id})`,
      ),
    );
  return and(
    eq(decisions.act, "approve"),
    // Literal, to match a partial index.
    sql`${decisions.state} = 'confirmed'`,
    isNull(decisions.reversedAt),
    inArray(decisions.action, asking),
    isNull(cases.mergedInto),
    eq(cases.state, "approved"),
    notExists(live),
    notExists(superseded),
  );
}

/** Decisions in no live request yet, oldest first, with the total count. */
export async function readReady(db: Db, { scope, limit }: { scope: CaseScope; limit: number }) {
  const rows = await db
    .select({
      decision: decisions,
      since,
      site: cases.site,
      withheld: cases.withheld,
      ...frozenColumns(decisions),
      count: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .leftJoin(reports, isFrozenReport(decisions))
    .where(and(isReady(db), casesIn(db, scope)))
    .orderBy(asc(since), asc(decisions.id))
    .limit(limit);
  return { rows, count: rows[0]?.count ?? 0 };
}

/** Number of decisions on posts of these sites that are in no live request yet. */
export async function countReady(db: Db, sites: readonly SiteId[]): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(and(isReady(db), inArray(cases.site, [...sites])));
  return row?.n ?? 0;
}

export interface UnwrittenPeriod {
  /** Decisions that took effect earlier are left out. */
  from: Date;
  until: Date;
  /** For urgent cases. */
  urgentUntil: Date;
  limit: number;
}

/** Filters joined cases. Matches the index `decisions_settled`. */
function tookEffectIn(
  { settledAt, answeredAt }: Record<"settledAt" | "answeredAt", AnyPgColumn>,
  { from, until, urgentUntil }: UnwrittenPeriod,
): SQL | undefined {
  const effective = sql`coalesce(${settledAt}, ${answeredAt})`;
  const isUntil = (time: Date) => sql`${effective} <= ${time.toISOString()}::timestamptz`;
  return and(
    sql`${effective} > ${from.toISOString()}::timestamptz`,
    or(isUntil(until), and(eq(cases.urgent, true), isUntil(urgentUntil))),
  );
}

/** Ready decisions that took effect in this time, oldest first. Does not read evidence. */
export function readUnwritten(db: Db, period: UnwrittenPeriod) {
  return db
    .select({
      decisionId: decisions.id,
      caseId: decisions.caseId,
      since,
      site: cases.site,
      category: cases.category,
      urgent: cases.urgent,
    })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(and(isReady(db), tookEffectIn(decisions, period)))
    .orderBy(asc(since), asc(decisions.id))
    .limit(period.limit);
}

/** Inputs must be sorted, oldest first; so are the groups, with the four-hour lane first. */
export function toReadyGroups(
  rows: readonly ReadyRecord[],
  restores: readonly RestoreRecord[],
): ReadyGroup[] {
  const groups = new Map<string, ReadyGroup>();
  const add = (key: string, group: Omit<ReadyGroup, "items" | "urgent">, item: ReadyItem) => {
    const known = groups.get(key) ?? { ...group, urgent: categories[group.category].urgent, items: [] };
    groups.set(key, known);
    known.items.push(item);
  };
  // Restorations come first.
  for (const { order, ...row } of restores) {
    const { id, number, ...shared } = order;
    add(id, { ...shared, restores: { id, number } }, toItem(row));
  }
  for (const { decision, site, ...row } of rows) {
    const { id: decisionId, caseId, category, action } = decision;
    if (category === null || action === null) continue;
    const key = letterKey(site, decision, "order");
    add(key, { site, category, action, basis: decision.basis }, toItem({ ...row, caseId, decisionId }));
  }
  const all = [...groups.values()];
  return [...all.filter(({ urgent }) => urgent), ...all.filter(({ urgent }) => !urgent)];
}

type Row = Pick<
  RestoreRecord,
  "caseId" | "decisionId" | "subject" | "since" | "withheld" | "author" | "excerpt"
>;

function toItem({ caseId, decisionId, subject, since, withheld, author, excerpt }: Row): ReadyItem {
  return {
    caseId,
    decisionId,
    subject,
    since: since.toISOString(),
    ...(withheld || author === null ? {} : { author }),
    ...(withheld || excerpt === null ? {} : { excerpt }),
  };
}

export interface RestoreDue {
  requestId: string;
  itemId: string;
  /** The reversal on which the restoration request is based. */
  decisionId: string;
}

const reversal = alias(decisions, "reversal");

/** The platform may have done what the item asks. */
const mayHaveActed = or(
  notInArray(requestItems.outcome, ["refused", "not-found"]),
  isNotNull(requestItems.provenAt),
) as SQL;

/**
 * Puts first the order to take back: the newest of a case that the platform may have followed. An earlier one belongs to
 * an approval that was reversed before the case was approved again.
 */
export const inOrderOfRestoring = [desc(mayHaveActed), desc(requests.madeAt), asc(requestItems.id)] as const;

/**
 * Filters the joined tables below: the platform may have acted, the reversal is in force, and no letter asks
 * for restoration yet.
 */
function isDue(db: Db): SQL | undefined {
  const asked = alias(requestItems, "asked");
  const isAsked = exists(
    db
      .select({ id: asked.id })
      .from(asked)
      .where(and(eq(asked.decisionId, reversal.id), eq(asked.isVoid, false))),
  );
  return and(
    isNotNull(decisions.reversedAt),
    eq(requests.kind, "order"),
    mayHaveArrived,
    mayHaveActed,
    eq(reversal.act, "reject"),
    eq(reversal.state, "confirmed"),
    isNull(reversal.reversedAt),
    isNotNull(reversal.reverses),
    not(isAsked),
  );
}

/** Returns undefined also if the platform changed nothing. */
export async function readRestoreDue(db: Db, caseId: string): Promise<RestoreDue | undefined> {
  const [due] = await db
    .select({ requestId: requests.id, itemId: requestItems.id, decisionId: reversal.id })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(reversal, eq(reversal.caseId, decisions.caseId))
    .where(and(rowsOfCase(decisions, caseId), isDue(db)))
    .orderBy(...inOrderOfRestoring)
    .limit(1);
  return due;
}

type RestoreRecord = Awaited<ReturnType<typeof readReadyRestores>>[number];

/** Each reversal once, with the letter that it takes back; oldest first. */
export async function readReadyRestores(db: Db, { scope, limit }: { scope: CaseScope; limit: number }) {
  const { withheld } = cases;
  const { id, site, category, action } = requests;
  const since = effectiveAt(reversal);
  const rows = await db
    .select({
      order: { id, site, category, action, number: sql<string>`${requests.letter} ->> 'number'` },
      caseId: reversal.caseId,
      decisionId: reversal.id,
      since,
      withheld,
      ...frozenColumns(decisions),
    })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .innerJoin(reversal, eq(reversal.caseId, decisions.caseId))
    .innerJoin(cases, eq(cases.id, reversal.caseId))
    .leftJoin(reports, isFrozenReport(decisions))
    .where(and(isDue(db), isNull(cases.mergedInto), eq(cases.state, "rejected"), casesIn(db, scope)))
    .orderBy(asc(since), asc(reversal.id), ...inOrderOfRestoring)
    .limit(limit);
  return rows.filter(({ decisionId }, index) => rows[index - 1]?.decisionId !== decisionId);
}

/** Reversals that took effect in this time and whose restoration no letter asks for. The counterpart of `readUnwritten`. */
export function readUnrestored(db: Db, period: UnwrittenPeriod) {
  return db
    .selectDistinctOn([reversal.id], {
      decisionId: reversal.id,
      caseId: reversal.caseId,
      since: effectiveAt(reversal),
      site: cases.site,
      category: cases.category,
      urgent: cases.urgent,
    })
    .from(reversal)
    .innerJoin(cases, eq(cases.id, reversal.caseId))
    .innerJoin(decisions, eq(decisions.caseId, reversal.caseId))
    .innerJoin(requestItems, eq(requestItems.decisionId, decisions.id))
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(
      and(isDue(db), isNull(cases.mergedInto), eq(cases.state, "rejected"), tookEffectIn(reversal, period)),
    )
    .orderBy(asc(reversal.id))
    .limit(period.limit);
}
