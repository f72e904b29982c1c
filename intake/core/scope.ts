/** The scope of a request: the records that its caller may reach. `db/scope-filters.ts` turns it into filters. */

import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import type { Reach } from "../../utils/shared/contract/route.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";

/** A unit of the organisation. A null list means every site, category or language. */
export interface Unit {
  name: string;
  sites: SiteId[] | null;
  categories: CategoryCode[] | null;
  /** ISO 639 codes. Cases in an unknown language and in several are always included. */
  languages: string[] | null;
}

/** ISO 639-2 code of a case whose reports do not agree on its language. */
export const severalLanguages = "mul";

export interface OwnScope {
  reach: "own";
  personId: string;
}

export interface UnitScope {
  reach: "unit";
  personId: string;
  /** Null if the person belongs to no unit and therefore sees every case. */
  unit: Unit | null;
}

/** Cases that a panel has to settle or has settled. */
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

export interface Ref<S extends Scope = CaseScope> {
  id: string;
  scope: S;
}

/** For background jobs and the administrator's command line only; no route may use it. */
export const anyScope: AnyScope = { reach: "any" };

/** `asker` is undefined for an API key and on public routes. */
export function scopeOf(reach: Reach, asker: { personId: string; unit: Unit | null } | undefined): Scope {
  if (reach === "any") return anyScope;
  // `Route.callers` never grants such a scope without a person.
  if (!asker) throw new Error(`scope "${reach}" needs a person`);
  const { personId, unit } = asker;
  return reach === "unit" ? { reach, personId, unit } : { reach, personId };
}
