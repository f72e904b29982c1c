/** Finds sites, categories and cases without enough supervisors to answer an objection. */

import { eq } from "drizzle-orm";
import { categoryCode } from "../../../utils/shared/contract/category.ts";
import { siteId } from "../../../utils/shared/contract/site.ts";
import { checkHearing, isReversed, supervisorsNeeded } from "../../cases/rules/allowed-acts.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { readColleagues } from "../../cases/store/colleagues.ts";
import type { HearerGap } from "../../core/health-facts.ts";
import type { Unit } from "../../core/scope.ts";
import { cases, decisions, objections } from "../../db/schema/index.ts";
import { isCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { type ScopedCase, unitSees } from "../../db/unit-sees.ts";
import { areTwoUntied } from "../../people/store/inviters.ts";

/** Returns undefined if enough supervisors see each site, category and language that a unit names. */
export async function readHearerGap(db: Db): Promise<HearerGap | undefined> {
  const units = (await readColleagues(db, undefined)).map(({ unit }) => unit);
  const languages = [null, ...new Set(units.flatMap((unit) => unit?.languages ?? []))];
  const fewest = (one: Pick<ScopedCase, "site" | "category">) =>
    Math.min(...languages.map((language) => countSeeing(units, { ...alone(one), language })));
  const cells = siteId.options.flatMap((site) =>
    categoryCode.options.map((category) => ({ site, category, members: fewest({ site, category }) })),
  );
  const few = cells.filter(({ members }) => members < supervisorsNeeded);
  if (few.length === 0) return undefined;
  const places = siteId.options.flatMap((site) => {
    const codes = few.filter((cell) => cell.site === site).map(({ category }) => category);
    if (codes.length === 0) return [];
    return codes.length === categoryCode.options.length ? [site] : [[site, ...codes].join(" ")];
  });
  const members = Math.min(...few.map((cell) => cell.members));
  return { members, places, waiting: await countWaiting(db, units) };
}

function alone({ site, category }: Pick<ScopedCase, "site" | "category">) {
  return { site, category, reportedCategory: category, categories: [] };
}

function countSeeing(units: readonly (Unit | null)[], one: ScopedCase): number {
  return units.filter((unit) => unitSees(unit, one)).length;
}

/** Open objections to cases that too few supervisors see. */
async function countWaiting(db: Db, units: readonly (Unit | null)[]): Promise<number> {
  const rows = await db
    .select({
      site: cases.site,
      category: cases.category,
      reportedCategory: cases.reportedCategory,
      categories: cases.categories,
      language: cases.language,
    })
    .from(objections)
    .innerJoin(cases, eq(cases.id, objections.caseId))
    .where(eq(objections.state, "open"));
  return rows.filter((row) => countSeeing(units, row) < supervisorsNeeded).length;
}

/**
 * True if two of these supervisors, who see the case, may reverse its decision: one decides, the other confirms. One is
 * enough for an objection whose decision is reversed.
 */
export async function canBeHeard(
  db: Db,
  caseId: string,
  supervisorIds: readonly string[],
  objectionId?: string,
): Promise<boolean> {
  const [row] = await db.select().from(cases).where(isCase(caseId));
  if (!row) return true;
  const facts = await readActFacts(db, row);
  const disputed = objectionId === undefined ? undefined : await readDisputedAct(db, objectionId);
  const free = supervisorIds.filter(
    (personId) => checkHearing({ ...facts, asker: { personId, role: "supervisor" } }, disputed).ok,
  );
  return isReversed(facts, disputed) ? free.length > 0 : areTwoUntied(db, free);
}

async function readDisputedAct(db: Db, objectionId: string) {
  const [row] = await db
    .select({ act: decisions.act })
    .from(objections)
    .innerJoin(decisions, eq(decisions.id, objections.decisionId))
    .where(eq(objections.id, objectionId));
  return row?.act;
}
