/** Reads which addresses need an outcome check, and what is known about each. */

import {
  and,
  asc,
  count,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  ne,
  not,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { pixelPolicyOf } from "../../cases/rules/case-priority.ts";
import { hasChannelTie, readTiedChannels } from "../../cases/store/channel-ties.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  caseSubjects,
  cases,
  checks,
  decisions,
  log,
  reports,
  requestItems,
  requests,
} from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import { isNoPixels } from "../compose-letter.ts";
import { aloneMs, returnDays } from "../next-check.ts";

export type ItemRecord = typeof requestItems.$inferSelect;
export type RequestRecord = typeof requests.$inferSelect;

export interface DueCheck {
  item: ItemRecord;
  request: RequestRecord;
  /** No quote and no picture. */
  noPixels: boolean;
  /** Subjects of its case. */
  names: string[];
  /** Time of the last report after the platform had acted. */
  reappearedAt: Date | undefined;
}

type PixelLane = Pick<CaseRecord, "withheld" | "forbidsPixels" | "decidedCategory" | "proposedCategory">;

/** True also while a report or a proposal names child sexual abuse material. */
export function forbidsPixels(category: CategoryCode, row: PixelLane): boolean {
  return isNoPixels(category, row.withheld) || pixelPolicyOf(row, row) !== "taken";
}

/** The columns that `forbidsPixels` reads. */
export const pixelLane = {
  withheld: cases.withheld,
  forbidsPixels: cases.forbidsPixels,
  decidedCategory: cases.decidedCategory,
  proposedCategory: cases.proposedCategory,
};

export interface CheckCursor {
  at: Date;
  id: string;
}

/** The person who would look. */
export interface DueFor {
  personId: string;
  role: Role;
}

/**
 * Filters joined requests and cases: no person proves the outcome of their own report, or about a channel with which they
 * have a conflict of interest, and officers do not open withheld content or child sexual abuse material again.
 */
export async function isCheckableBy(db: Db, { personId, role }: DueFor): Promise<SQL | undefined> {
  const own = db
    .select({ one: sql`1` })
    .from(reports)
    .where(and(eq(reports.caseId, requestItems.caseId), eq(reports.personId, personId)));
  const isPlain = and(eq(cases.withheld, false), ne(requests.category, "PORNO_ANAK"));
  const hasTies = (await readTiedChannels(db, personId)).length > 0;
  const isUntied = hasTies ? not(hasChannelTie(sql`${personId}::uuid`)) : undefined;
  return and(notExists(own), isUntied, role === "officer" ? isPlain : undefined);
}

/** A person, their inviter, their invitees and others of their inviter. */
export async function withTies(db: Db, personId: string): Promise<string[]> {
  return [personId, ...(await readInviteTies(db, [personId]))];
}

/** For an item with a check: the item is due on a return day, rather than after an answer or a new report. */
const isReturnDay = or(
  ...returnDays.map((days) =>
    eq(requestItems.checkAt, sql`${checks.at} + make_interval(hours => ${24 * days}::int)`),
  ),
);

/** Filters items that were proven and whose check is due on a return day. */
export function isDueOnReturnDay(db: Db): SQL {
  const look = db
    .select({ one: sql`1` })
    .from(checks)
    .where(and(eq(checks.itemId, requestItems.id), isReturnDay));
  return sql`(${requestItems.provenAt} is not null and ${exists(look)})`;
}

/**
 * Filters out checks of return days whose proof only this person and people tied to them have made, because a removal
 * needs two who are not tied. Offered all the same once no other person came for a week; see `nextCheck`.
 */
async function needsNoOther(db: Db, { personId }: DueFor, at: Date): Promise<SQL | undefined> {
  const own = await withTies(db, personId);
  const since = sql`greatest(${requestItems.provenAt}, ${requestItems.outcomeAt})`;
  const made = (by: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(checks)
        .where(
          and(
            eq(checks.itemId, requestItems.id),
            eq(checks.seenFrom, "indonesia"),
            ne(checks.seen, "unknown"),
            gte(checks.at, since),
            by,
          ),
        ),
    );
  return or(
    isNull(requestItems.provenAt),
    lte(requestItems.checkAt, new Date(at.getTime() - aloneMs)),
    not(made(sql`${inArray(checks.personId, own)} and ${isReturnDay}`)),
    made(notInArray(checks.personId, own)),
  );
}

/** Longest due first. Returns one row more than the limit if there are more. */
export async function readDueChecks(
  db: Db,
  scope: CaseScope,
  { at, by, after, limit }: { at: Date; by: DueFor; after?: CheckCursor | undefined; limit: number },
): Promise<DueCheck[]> {
  const { checkAt, id } = requestItems;
  const later = after && or(gt(checkAt, after.at), and(eq(checkAt, after.at), gt(id, after.id)));
  const isOffered = and(await isOfferedTo(db, by, at), casesIn(db, scope));
  const rows = await db
    .select({ item: requestItems, request: requests, lane: pixelLane })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(isOffered, later))
    .orderBy(asc(checkAt), asc(id))
    .limit(limit + 1);
  const caseIds = [...new Set(rows.map(({ item }) => item.caseId))];
  const [names, reappeared] = [await readNames(db, caseIds), await readReappeared(db, caseIds)];
  return rows.map(({ item, request, lane }) => ({
    item,
    request,
    noPixels: forbidsPixels(request.category, lane),
    names: names.get(item.caseId) ?? [],
    reappearedAt: reappeared.get(item.caseId),
  }));
}

export async function countDueChecks(
  db: Db,
  scope: CaseScope,
  { at, by }: { at: Date; by: DueFor },
): Promise<number> {
  const [row] = await db
    .select({ due: count() })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(await isOfferedTo(db, by, at), casesIn(db, scope)));
  return row?.due ?? 0;
}

async function isOfferedTo(db: Db, by: DueFor, at: Date): Promise<SQL | undefined> {
  return and(isDue(db, at), await isCheckableBy(db, by), await needsNoOther(db, by, at));
}

/** Items of reversed decisions need no check: nothing is asked of the platform any more. */
function isDue(db: Db, at: Date): SQL | undefined {
  const reversed = db
    .select({ one: sql`1` })
    .from(decisions)
    .where(and(eq(decisions.id, requestItems.decisionId), isNotNull(decisions.reversedAt)));
  return and(lte(requestItems.checkAt, at), eq(requestItems.isVoid, false), notExists(reversed));
}

/** Subjects of each case's reports, by the case's id. */
export async function readNames(db: Db, caseIds: string[]): Promise<Map<string, string[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .select({ caseId: caseSubjects.caseId, subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(and(inArray(caseSubjects.caseId, caseIds), caseSubjects.own))
    .orderBy(caseSubjects.subject);
  const names = new Map<string, string[]>();
  for (const { caseId, subject } of rows) names.set(caseId, [...(names.get(caseId) ?? []), subject]);
  return names;
}

async function readReappeared(db: Db, caseIds: string[]): Promise<Map<string, Date>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .select({ caseId: log.caseId, at: max(log.at) })
    .from(log)
    .where(and(rowsOfCases(log, caseIds), eq(log.act, "reappeared")))
    .groupBy(log.caseId);
  return new Map(rows.flatMap(({ caseId, at }) => (at ? [[caseId, at] as const] : [])));
}
