/** A vlogger's own record: reviewer level, counted marks and past reviews. */

import { desc, eq } from "drizzle-orm";
import type { OwnScope } from "../../core/scope.ts";
import { cases, goldenCases, marks, reviews } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { newReviewer } from "../reviewer-level.ts";
import { findVlogger, readGrades, statusOf } from "./vloggers.ts";

const maxReviews = 30;

/** Reads one snapshot. */
export function readVloggerRecord(db: Db, scope: OwnScope) {
  return db.transaction(
    async (tx) => {
      const row = await findVlogger(tx, scope.personId);
      return {
        rung: row ? statusOf(row) : newReviewer,
        rankedAt: row?.rankedAt ?? null,
        pauseReason: row?.pauseReason ?? null,
        marks: await readGrades(tx, scope.personId),
        reviewed: await readReviewed(tx, scope),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

export type ReviewedRow = Awaited<ReturnType<typeof readReviewed>>[number];

/** Newest first. */
function readReviewed(db: Db, { personId }: OwnScope) {
  const { subject, title, permalink, category, withheld, state } = cases;
  return db
    .select({
      review: reviews,
      row: { subject, title, permalink, category, withheld, state },
      mark: marks,
      golden: goldenCases,
    })
    .from(reviews)
    .innerJoin(cases, eq(cases.id, reviews.caseId))
    .leftJoin(marks, eq(marks.reviewId, reviews.id))
    .leftJoin(goldenCases, eq(goldenCases.caseId, reviews.caseId))
    .where(eq(reviews.personId, personId))
    .orderBy(desc(reviews.at), desc(reviews.id))
    .limit(maxReviews);
}
