/** Golden cases: set and ended by supervisors, with statistics of reviewers' verdicts. */

import { and, count, desc, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope, Ref } from "../../core/scope.ts";
import { cases, goldenCases, marks, people, reviews } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { checkGolden } from "../golden-rules.ts";
import { findGolden } from "./mark-verdicts.ts";

/**
 * Idempotent; another finding or explanation replaces the previous one. Problem: `not-golden` if the case is
 * undecided or must not be shown.
 */
export function setGolden(
  db: Db,
  ref: Ref,
  why: string,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<GoldenRow | undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    const violates = checkGolden(row);
    if (!violates.ok) return violates;
    const earlier = await findGolden(tx, row.id);
    if (earlier?.why === why && earlier.violates === violates.value) return ok(await readGolden(tx, row.id));
    const finding = { violates: violates.value, why, setBy: actor.personId, endedAt: null };
    await tx
      .insert(goldenCases)
      .values({ caseId: row.id, spot: row.spot, at, ...finding })
      .onConflictDoUpdate({ target: [goldenCases.caseId, goldenCases.spot], set: finding });
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "golden-set",
      detail: { violates: violates.value, whyDigest: await digestJson(why) },
    });
    return ok(await readGolden(tx, row.id));
  });
}

/** No reviewer gets the case any more. Idempotent. */
export function endGolden(db: Db, ref: Ref, actor: Actor, at: Date): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    if (!(await findGolden(tx, row.id))) return ok(undefined);
    await tx.update(goldenCases).set({ endedAt: at }).where(rowsOfCase(goldenCases, row.id));
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "golden-ended",
      detail: {},
    });
    return ok(undefined);
  });
}

export type GoldenRow = Awaited<ReturnType<typeof selectGolden>>[number];

/** Returns undefined if the case is not a golden case. */
export async function readGolden(db: Db, caseId: string): Promise<GoldenRow | undefined> {
  return (await selectGolden(db, rowsOfCase(goldenCases, caseId), 1))[0];
}

/** Newest first. Returns one row more than the limit if there are more. */
export function listGolden(
  db: Db,
  scope: CaseScope,
  { after, limit }: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<GoldenRow[]> {
  const { at, caseId } = goldenCases;
  const older = after && or(lt(at, after.at), and(eq(at, after.at), lt(caseId, after.id)));
  return selectGolden(db, and(casesIn(db, scope), older), limit + 1);
}

function selectGolden(db: Db, which: SQL | undefined, limit: number) {
  const judged = (right: boolean) =>
    sql<number>`count(*) filter (where ${and(eq(marks.golden, true), eq(marks.right, right))})`.mapWith(
      Number,
    );
  return db
    .select({
      golden: goldenCases,
      by: people.name,
      row: { subject: cases.subject, title: cases.title, category: cases.category },
      met: count(reviews.id),
      right: judged(true),
      wrong: judged(false),
    })
    .from(goldenCases)
    .innerJoin(cases, eq(cases.id, goldenCases.caseId))
    .innerJoin(people, eq(people.id, goldenCases.setBy))
    .leftJoin(reviews, and(eq(reviews.caseId, goldenCases.caseId), eq(reviews.trial, true)))
    .leftJoin(marks, eq(marks.reviewId, reviews.id))
    .where(and(isNull(goldenCases.endedAt), isNull(cases.mergedInto), eq(cases.withheld, false), which))
    .groupBy(goldenCases.caseId, goldenCases.spot, cases.id, cases.spot, people.id)
    .orderBy(desc(goldenCases.at), desc(goldenCases.caseId))
    .limit(limit);
}
