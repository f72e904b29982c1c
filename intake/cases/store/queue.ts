/** Reads one page of the queue, in working order, with filters. */

import {
  and,
  asc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { CaseState, CaseTurn } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { type CaseScope, severalLanguages } from "../../core/scope.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, decisions, units } from "../../db/schema/index.ts";
import { casesIn, hasFacet } from "../../db/scope-filters.ts";
import { areCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { parseSearch } from "../rules/search-words.ts";
import { findCasesOfNumber } from "./case-reads.ts";
import { lateFilter, mineFilter, pending, turnFilter } from "./turns.ts";

export interface QueueFilter {
  scope: CaseScope;
  /** `pending` matches every case that waits for a person. */
  state?: CaseState | "pending" | undefined;
  site?: SiteId | undefined;
  category?: CategoryCode | undefined;
  /** ISO 639 code. */
  language?: string | undefined;
  /** Name of a unit: filters by its scope, within the caller's own. */
  unit?: string | undefined;
  /** See `rules/search.ts`. */
  q?: string | undefined;
  /** Bounds for the first report: `from` inclusive, `to` exclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Only cases that wait for this person by name: assigned, claimed, or mentioned in an unseen note. */
  mineOf?: { personId: string; at: Date } | undefined;
  /** Only pending cases of this turn; see `turns.ts`. */
  turnOf?: { personId: string; turn: CaseTurn } | undefined;
  /** Only pending cases whose time limit has passed at this time. */
  lateAt?: Date | undefined;
  /** The last row's `queueKey`. */
  after?: string | undefined;
  limit: number;
}

/** A case without the column that only searches read. */
export type QueueRecord = Omit<CaseRecord, "searchText">;

const { searchText: _searchText, ...listedColumns } = getTableColumns(cases);

/** Returns one row more than the limit if there are more. */
export function readQueue(db: Db, filter: QueueFilter): Promise<QueueRecord[]> {
  return findRows(db, filter, (where, limit) => readPage(db, where, limit));
}

/** The number of cases, up to the limit. Reads no more than a page of so many. */
export async function countQueue(db: Db, filter: QueueFilter): Promise<number> {
  const ids = await findRows(db, { ...filter, limit: filter.limit - 1 }, (where, limit) =>
    db
      .select({ id: cases.id })
      .from(cases)
      .where(where)
      .orderBy(asc(cases.queueKey))
      .limit(limit + 1),
  );
  return ids.length;
}

type ReadRows<R> = (where: SQL | undefined, limit: number) => Promise<R[]>;

async function findRows<R>(db: Db, filter: QueueFilter, read: ReadRows<R>): Promise<R[]> {
  const { scope, after, mineOf, turnOf, lateAt, q, limit } = filter;
  const part = [isNull(cases.mergedInto), stateFilter(db, filter)];
  if (after) part.push(gt(cases.queueKey, after));
  if (lateAt) part.push(lateFilter(lateAt));
  const kind = await kindFilters(db, filter);
  const conditions = await foundFilters(db, filter);
  const filters = {
    part: and(...part),
    kind: and(...kind, isWaiting(filter) ? pending : undefined),
    all: and(...part, ...kind, ...conditions),
  };
  // A search, a person's own cases and those of others are found by an index of their own.
  const isFound = mineOf !== undefined || turnOf?.turn === "others" || q !== undefined;
  const isSparse = kind.length > 1 || (scope.reach === "unit" && scope.unit !== null);
  return isSparse && !isFound ? readSparse(db, filters, limit, read) : read(filters.all, limit);
}

function stateFilter(db: Db, { scope, state, mineOf }: QueueFilter): SQL | undefined {
  if (state === undefined) return undefined;
  if (state !== "pending") return eq(cases.state, state);
  if (mineOf) return undefined;
  return scope.reach === "panel" ? or(pending, reviewed(db)) : pending;
}

/** True if only cases that wait can match. */
function isWaiting({ scope, state, mineOf, lateAt }: QueueFilter): boolean {
  if (lateAt) return true;
  if (state === "pending") return mineOf === undefined && scope.reach !== "panel";
  return state === "open" || state === "proposed" || state === "panel";
}

async function foundFilters(db: Db, { scope, from, to, mineOf, turnOf, q }: QueueFilter) {
  const conditions: (SQL | undefined)[] = [];
  if (from) conditions.push(gte(cases.firstAt, from));
  if (to) conditions.push(lt(cases.firstAt, to));
  if (mineOf) conditions.push(mineFilter(db, mineOf));
  if (turnOf) conditions.push(await turnFilter(db, { ...turnOf, scope }));
  if (q !== undefined) conditions.push(await searchFilter(db, q));
  return conditions;
}

/** Filters that may match few cases of a large queue. */
async function kindFilters(db: Db, { scope, site, category, language, unit }: QueueFilter): Promise<SQL[]> {
  const filters = [casesIn(db, scope)];
  if (site) filters.push(hasFacet([site]));
  // Its own category, and not one that a report only names.
  if (category) filters.push(hasFacet([category]), eq(cases.category, category));
  if (language) filters.push(hasFacet([language, severalLanguages]));
  if (unit !== undefined) filters.push(await unitFilter(db, scope, unit));
  return filters;
}

function readPage(db: Db, filter: SQL | undefined, limit: number): Promise<QueueRecord[]> {
  return db
    .select(listedColumns)
    .from(cases)
    .where(filter)
    .orderBy(asc(cases.queueKey))
    .limit(limit + 1);
}

/** Rows of the queue's beginning among which a page is sought first. */
const nearRows = 2_000;
/** Matches that are sorted; of more, the queue has so many that its order finds them sooner. */
const mostSorted = 20_000;

/**
 * Reads a page that may be of few cases among many. PostgreSQL cannot know how few, and reading the whole queue for a
 * unit that sees nothing in it would take the longer the more others see. So the page is sought at the queue's
 * beginning, then among all cases that the index of facets names, and only then along the whole queue. Cases that wait
 * have such an index of their own, because a unit's decided cases would hide that few of them wait.
 */
async function readSparse<R>(
  db: Db,
  { part, kind, all }: { part: SQL | undefined; kind: SQL | undefined; all: SQL | undefined },
  limit: number,
  read: ReadRows<R>,
): Promise<R[]> {
  // The limit inside keeps the filter out of the scan of the queue.
  const near = sql`(select id from (
    select * from ${cases} where ${part} order by queue_key limit ${sql.raw(`${nearRows}`)}
  ) as ${cases} where ${all} order by queue_key limit ${limit + 1})`;
  const first = await read(sql`${cases.id} in ${near}`, limit);
  if (first.length > limit) return first;
  const [row] = await rowsOf<{ total: number; ids: string[] }>(
    db,
    sql`with found as materialized (
        select id, queue_key, (${all}) as fits from ${cases}
        where merged_into is null and ${kind} limit ${sql.raw(`${mostSorted + 1}`)}
      )
      select count(*)::int as total,
        array(select id from found where fits order by queue_key limit ${limit + 1}) as ids
      from found`,
  );
  if (!row || row.total > mostSorted) return read(all, limit);
  return read(and(areCases(row.ids), all), limit);
}

/** A decided case whose approval the panel still has to review. */
function reviewed(db: Db): SQL {
  const waiting = and(eq(decisions.caseId, cases.id), eq(decisions.review, "waiting"));
  return exists(db.select({ one: sql`1` }).from(decisions).where(waiting));
}

const matchesNone = sql`false`;

/** Filters the table `cases` by the scope of the named unit, within the caller's own. */
export async function unitFilter(db: Db, scope: CaseScope, name: string): Promise<SQL> {
  const { sites, categories, languages } = units;
  const [unit] = await db
    .select({ name: units.name, sites, categories, languages })
    .from(units)
    .where(eq(units.name, name));
  if (!unit) return matchesNone;
  const personId = scope.reach === "any" ? "" : scope.personId;
  return casesIn(db, { reach: "unit", personId, unit });
}

async function searchFilter(db: Db, q: string): Promise<SQL> {
  const search = parseSearch(q);
  if (search.by === "words") return wordFilter(search.words);
  if (search.by === "subject") {
    const named = db
      .select({ caseId: caseSubjects.caseId })
      .from(caseSubjects)
      .where(eq(caseSubjects.subject, search.subject));
    return inArray(cases.id, named);
  }
  const caseIds = await findCasesOfNumber(db, search.number, search.idEnd);
  return caseIds.length === 0 ? matchesNone : areCases(caseIds);
}

/** Cases in the no-pixels lane are never found by their words, even before these are deleted. */
function wordFilter(words: readonly string[]): SQL {
  if (words.length === 0) return matchesNone;
  const query = words.map((word) => `${word}:*`).join(" & ");
  return sql`(to_tsvector('simple', ${cases.searchText}) @@ to_tsquery('simple', ${query}) and not ${cases.withheld})`;
}
