/** Decided cases as training data: the words of the post and the confirmed decision. */

import { and, asc, desc, eq, exists, gt, inArray, isNull, lte, not, or, sql } from "drizzle-orm";
import { z } from "zod";
import { categoryCode } from "../../../utils/shared/contract/category.ts";
import { fields } from "../../../utils/shared/contract/evidence.ts";
import { id } from "../../../utils/shared/contract/ids.ts";
import { rejections } from "../../../utils/shared/policy/rejection-reasons.ts";
import { cases, decisions, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export const decidedPost = z.object({
  id,
  /** The approved category; null if rejected. */
  category: categoryCode.nullable(),
  author: z.string().nullable(),
  group: z.string().nullable(),
  fields: fields.pick({ title: true, text: true, links: true }),
});
export type DecidedPost = z.infer<typeof decidedPost>;

const leavesOpenCodes = rejections.filter(({ leavesOpen }) => leavesOpen).map(({ code }) => code);

/**
 * Reads at most `limit` cases after the given id, in order of id, each with its newest live report from
 * before the decision.
 * Left out: the no-pixels lane; merged cases; cases referred to another agency; cases rejected for reasons
 * that do not concern the content (gone, wrong address); and evidence that retention deleted.
 */
export async function readDecidedPosts(
  db: Db,
  after: string | undefined,
  limit: number,
): Promise<DecidedPost[]> {
  const newest = db
    .select({ evidence: reports.evidence })
    .from(reports)
    .where(
      and(
        eq(reports.caseId, cases.id),
        isNull(reports.withdrawnAt),
        isNull(reports.evidenceDeletedAt),
        lte(reports.receivedAt, cases.decidedAt),
      ),
    )
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(1)
    .as("newest");
  const judged = or(isNull(decisions.why), not(inArray(decisions.why, leavesOpenCodes)));
  const rejectedForWhatItSays = db
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.caseId, cases.id),
        eq(decisions.act, "reject"),
        eq(decisions.state, "confirmed"),
        judged,
      ),
    );
  const rows = await db
    .select({
      id: cases.id,
      state: cases.state,
      decided: cases.decidedCategory,
      author: cases.authorKey,
      group: cases.groupId,
      evidence: newest.evidence,
    })
    .from(cases)
    .innerJoinLateral(newest, sql`true`)
    .where(
      and(
        or(eq(cases.state, "approved"), and(eq(cases.state, "rejected"), exists(rejectedForWhatItSays))),
        eq(cases.withheld, false),
        isNull(cases.mergedInto),
        ...(after ? [gt(cases.id, after)] : []),
      ),
    )
    .orderBy(asc(cases.id))
    .limit(limit);
  return rows.map(({ id, state, decided, author, group, evidence }) => {
    const { title, text, links } = evidence.fields;
    return {
      id,
      category: state === "approved" ? decided : null,
      author,
      group,
      fields: { ...(title && { title }), ...(text && { text }), ...(links && { links }) },
    };
  });
}
