/** The scope of a request, as a filter that every read of personal or unit data must apply. */

import { and, eq, exists, inArray, notExists, or, type SQL, sql } from "drizzle-orm";
import { type CaseScope, type Scope, severalLanguages, type UnitScope } from "../core/scope.ts";
import { cases, decisions, people, reports, requestItems, requests, units, votes } from "./schema/index.ts";
import type { Db } from "./store.ts";

/**
 * Filters the table `cases`: by the case's own category and by those of its live reports. A unit's view thus
 * does not depend on whether another person reported the post for something graver.
 */
export function casesIn(db: Db, scope: CaseScope): SQL {
  if (scope.reach === "panel") {
    const voted = db.select({ one: sql`1` }).from(votes).where(eq(votes.decisionId, decisions.id));
    const disputed = db
      .select({ one: sql`1` })
      .from(decisions)
      // A dispute that its proposer took back before any vote is no longer the panel's.
      .where(
        and(
          eq(decisions.caseId, cases.id),
          or(eq(decisions.state, "disputed"), eq(decisions.review, "waiting"), exists(voted)),
        ),
      );
    return exists(disputed);
  }
  const unit = scope.reach === "unit" ? scope.unit : null;
  if (!unit) return sql`true`;
  const { sites, categories, languages } = unit;
  const filters: SQL[] = [sql`true`];
  if (sites) filters.push(hasFacet(sites));
  if (languages) filters.push(hasFacet([unknownLanguage, severalLanguages, ...languages]));
  if (categories) filters.push(hasFacet(categories));
  return and(...filters) as SQL;
}

/** In the place of a case's language while it is unknown. */
const unknownLanguage = "-";

/**
 * What filters of the table `cases` ask for, as one list with two indexes (`cases_facets`). Sites, languages and categories
 * have no word in common.
 */
const facets = sql`(array[${cases.site}, coalesce(${cases.language}, '-'), ${cases.category}, ${cases.reportedCategory}] || ${cases.categories})`;

/** Cases with one of these sites, one of these languages, or one of these categories in any of their parts. */
export function hasFacet(any: readonly string[]): SQL {
  return sql`${facets} && ${sql.param([...any])}::text[]`;
}

/** Filters the table `people`: members of the same unit, or all for a person without a unit. */
export function peopleIn(db: Db, { unit }: UnitScope): SQL {
  if (!unit) return sql`true`;
  return inArray(people.unitId, db.select({ id: units.id }).from(units).where(eq(units.name, unit.name)));
}

/** Filters the table `reports`: one's own, and those whose case is in scope. */
export function reportsIn(db: Db, scope: Scope): SQL {
  if (scope.reach === "any") return sql`true`;
  const own = eq(reports.personId, scope.personId);
  if (scope.reach === "own") return own;
  const here = db.select({ id: cases.id }).from(cases).where(casesIn(db, scope));
  return or(own, inArray(reports.caseId, here)) as SQL;
}

/**
 * Filters the table `requests`: those with all cases in scope, because a request reveals each case that it
 * names.
 */
export function requestsIn(db: Db, scope: CaseScope): SQL {
  if (scope.reach === "any") return sql`true`;
  const elsewhere = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    // Null, for an unknown value, also counts as out of scope.
    .where(and(eq(requestItems.requestId, requests.id), sql`(${casesIn(db, scope)}) is not true`));
  return notExists(elsewhere);
}
