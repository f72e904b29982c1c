/** Reads one case with everything that its page and its export show. */

import { and, desc, eq, sql } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type PartLimits, readCaseParts } from "../../cases/store/case-reads.ts";
import { cases, people, reviews, vloggers } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readDecisionParts } from "../../decisions/store/decision-reads.ts";
import { readQuestions } from "../../reports/store/questions.ts";
import { readSeenSelfReviews } from "../../vloggers/store/self-reviews.ts";
import {
  hasReported,
  isBarredVoice,
  isNotGolden,
  isTiedToReporter,
  isVoice,
} from "../../vloggers/store/task-filters.ts";

/** Limits for the case page, however often the case was reported. */
export const partLimits: PartLimits = { reports: limits.caseReports, log: limits.caseLog };

export type WholeCase = Awaited<ReturnType<typeof readWholeCase>>;

export async function readWholeCase(db: Db, caseId: string, most?: PartLimits) {
  const parts = await readCaseParts(db, caseId, most);
  return {
    ...parts,
    ...(await readDecisionParts(db, caseId)),
    reviewRows: await db
      .select({
        review: reviews,
        by: people.name,
        inviter: people.invitedBy,
        rank: vloggers.rank,
        counts: sql<boolean>`${isVoice}`,
        hasReported,
        isTiedToReporter,
        isBarred: sql<boolean>`${isBarredVoice}`,
      })
      .from(reviews)
      .innerJoin(people, eq(people.id, reviews.personId))
      .innerJoin(cases, eq(cases.id, reviews.caseId))
      .leftJoin(vloggers, eq(vloggers.personId, reviews.personId))
      .where(and(rowsOfCase(reviews, caseId), isNotGolden))
      .orderBy(desc(reviews.at), desc(reviews.id)),
    selfReviewRows: await readSeenSelfReviews(
      db,
      { caseId, subjects: parts.subjects },
      limits.caseSelfReviews,
    ),
    askedRows: await readQuestions(db, caseId),
  };
}
