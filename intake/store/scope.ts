/** How far a request reaches, as a filter that no read of a person's or a unit's records goes without. */

import {
  and,
  arrayOverlaps,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { CategoryCode } from "../../utils/contract/category.ts";
import type { Reach } from "../../utils/contract/route.ts";
import type { SiteId } from "../../utils/contract/site.ts";
import { cases, decisions, people, reports, requestItems, requests, units } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** A part of the organisation; null: every site, every category, every language. */
export interface Unit {
  name: string;
  sites: SiteId[] | null;
  categories: CategoryCode[] | null;
  /** ISO 639 codes; what is in an unknown language is seen all the same. */
  languages: string[] | null;
}

export interface OwnScope {
  reach: "own";
  personId: string;
}

export interface UnitScope {
  reach: "unit";
  personId: string;
  /** Null: the person is of no unit and sees every case. */
  unit: Unit | null;
}

/** Cases that a panel settles, or has settled. */
export interface PanelScope {
  reach: "panel";
  personId: string;
}

export interface AnyScope {
  reach: "any";
}

export type Scope = OwnScope | UnitScope | PanelScope | AnyScope;
export type CaseScope = UnitScope | PanelScope | AnyScope;

export type ScopeOf<R extends Reach> = R extends "own"
  ? OwnScope
  : R extends "unit"
    ? UnitScope
    : R extends "panel"
      ? PanelScope
      : R extends "any"
        ? AnyScope
        : never;

/** A record's id, and how far whoever names it reaches. */
export interface Ref<S extends Scope = CaseScope> {
  id: string;
  scope: S;
}

/** For what the intake does by itself and for administrators at its command line; no route may use it. */
export const everything: AnyScope = { reach: "any" };

/** `asker`: absent for an API key and where anyone may ask. */
export function scopeOf(reach: Reach, asker: { personId: string; unit: Unit | null } | undefined): Scope {
  if (reach === "any") return everything;
  // Nobody else is ever given such a reach; see `Route.callers`.
  if (!asker) throw new Error(`${reach} is of a person`);
  const { personId, unit } = asker;
  return reach === "unit" ? { reach, personId, unit } : { reach, personId };
}

/**
 * Of the table `cases`: the case's own category counts, and that of any report that stands. What a unit sees is so the
 * same whether or not somebody else has reported the post for something graver.
 */
export function casesIn(db: Db, scope: CaseScope): SQL {
  if (scope.reach === "panel") {
    const disputed = db
      .select({ one: sql`1` })
      .from(decisions)
      .where(
        and(
          eq(decisions.caseId, cases.id),
          or(eq(decisions.state, "disputed"), isNotNull(decisions.settledAt)),
        ),
      );
    return exists(disputed);
  }
  const unit = scope.reach === "unit" ? scope.unit : null;
  if (!unit) return sql`true`;
  const { sites, categories, languages } = unit;
  const filters: SQL[] = [sql`true`];
  if (sites) filters.push(inArray(cases.site, sites));
  if (languages) filters.push(or(isNull(cases.language), inArray(cases.language, languages)) as SQL);
  if (categories) {
    filters.push(
      or(
        inArray(cases.category, categories),
        inArray(cases.reportedCategory, categories),
        arrayOverlaps(cases.categories, categories),
      ) as SQL,
    );
  }
  return and(...filters) as SQL;
}

/** Of the table `people`: those of the same unit; all, where the person is of none. */
export function peopleIn(db: Db, { unit }: UnitScope): SQL {
  if (!unit) return sql`true`;
  return inArray(people.unitId, db.select({ id: units.id }).from(units).where(eq(units.name, unit.name)));
}

/** Of the table `reports`: one's own, and those whose case is in reach. */
export function reportsIn(db: Db, scope: Scope): SQL {
  if (scope.reach === "any") return sql`true`;
  const own = eq(reports.personId, scope.personId);
  if (scope.reach === "own") return own;
  const here = db.select({ id: cases.id }).from(cases).where(casesIn(db, scope));
  return or(own, inArray(reports.caseId, here)) as SQL;
}

/** Of the table `requests`: those all of whose cases are in reach. One that names another case tells of it. */
export function requestsIn(db: Db, scope: CaseScope): SQL {
  if (scope.reach === "any") return sql`true`;
  const elsewhere = db
    .select({ one: sql`1` })
    .from(requestItems)
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    // What is unknown of a case is not in reach either.
    .where(and(eq(requestItems.requestId, requests.id), sql`(${casesIn(db, scope)}) is not true`));
  return notExists(elsewhere);
}
