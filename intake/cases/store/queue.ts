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
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import {
  caseAssignments,
  caseNotes,
  caseSubjects,
  cases,
  claims,
  decisions,
  noteMentions,
  reports,
  units,
} from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { areCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { parseSearch } from "../rules/search-words.ts";

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
  /** The last row's `queueKey`. */
  after?: string | undefined;
  limit: number;
}

/** A case without the column that only searches read. */
export type QueueRecord = Omit<CaseRecord, "searchText">;

const { searchText: _searchText, ...listedColumns } = getTableColumns(cases);

/** Returns one row more than the limit if there are more. */
export async function readQueue(db: Db, filter: QueueFilter): Promise<QueueRecord[]> {
  const { scope, state, site, category, language, from, to, after, limit } = filter;
  const filters: (SQL | undefined)[] = [isNull(cases.mergedInto), casesIn(db, scope)];
  if (state === "pending" && !filter.mineOf)
    filters.push(scope.reach === "panel" ? or(pending, reviewed(db)) : pending);
  else if (state && state !== "pending") filters.push(eq(cases.state, state));
  if (site) filters.push(eq(cases.site, site));
  if (category) filters.push(eq(cases.category, category));
  if (language) filters.push(eq(cases.language, language));
  if (from) filters.push(gte(cases.firstAt, from));
  if (to) filters.push(lt(cases.firstAt, to));
  if (after) filters.push(gt(cases.queueKey, after));
  if (filter.mineOf) filters.push(mine(db, filter.mineOf));
  if (filter.unit !== undefined) filters.push(await unitFilter(db, scope, filter.unit));
  if (filter.q !== undefined) filters.push(await searchFilter(db, filter.q));
  return db
    .select(listedColumns)
    .from(cases)
    .where(and(...filters))
    .orderBy(asc(cases.queueKey))
    .limit(limit + 1);
}

/** Literal instead of parameters, to match the partial index. */
const pending = sql`${cases.state} in ('open', 'proposed', 'panel')`;

/** A decided case whose approval the panel still has to review. */
function reviewed(db: Db): SQL {
  const waiting = and(eq(decisions.caseId, cases.id), eq(decisions.review, "waiting"));
  return exists(db.select({ one: sql`1` }).from(decisions).where(waiting));
}

function mine(db: Db, { personId, at }: NonNullable<QueueFilter["mineOf"]>): SQL {
  const one = { one: sql`1` };
  const assigned = db
    .select(one)
    .from(caseAssignments)
    .where(and(eq(caseAssignments.caseId, cases.id), eq(caseAssignments.personId, personId)));
  const claimed = db
    .select(one)
    .from(claims)
    .where(and(eq(claims.caseId, cases.id), eq(claims.personId, personId), gt(claims.until, at)));
  const mentioned = db
    .select(one)
    .from(noteMentions)
    .innerJoin(caseNotes, eq(caseNotes.id, noteMentions.noteId))
    .where(
      and(eq(caseNotes.caseId, cases.id), eq(noteMentions.personId, personId), isNull(noteMentions.seenAt)),
    );
  return or(and(pending, or(exists(assigned), exists(claimed))), exists(mentioned)) as SQL;
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
  const ends = await db
    .select({ id: reports.id, caseId: reports.caseId })
    .from(reports)
    .where(eq(sql`right(${reports.id}::text, 12)`, search.idEnd));
  const caseIds = ends.filter(({ id }) => receiptNumberOf(id) === search.number).map(({ caseId }) => caseId);
  return caseIds.length === 0 ? matchesNone : areCases(caseIds);
}

/** Cases in the no-pixels lane are never found by their words, even before these are deleted. */
function wordFilter(words: readonly string[]): SQL {
  if (words.length === 0) return matchesNone;
  const query = words.map((word) => `${word}:*`).join(" & ");
  return sql`(to_tsvector('simple', ${cases.searchText}) @@ to_tsquery('simple', ${query}) and not ${cases.withheld})`;
}
