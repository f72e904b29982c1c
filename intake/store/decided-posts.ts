/** Decided cases as a model learns from them: what the post said, and what two people decided. */

import { and, asc, desc, eq, exists, gt, inArray, isNull, lte, not, or, sql } from "drizzle-orm";
import { z } from "zod";
import { categoryCode } from "../../utils/contract/category.ts";
import { fields } from "../../utils/contract/evidence.ts";
import { id } from "../../utils/contract/ids.ts";
import { rejections } from "../../utils/policy/rejections.ts";
import { cases, decisions, reports } from "./schema/index.ts";
import type { Db } from "./store.ts";

export const decidedPost = z.object({
  id,
  /** What it was approved as; null: rejected. */
  category: categoryCode.nullable(),
  author: z.string().nullable(),
  group: z.string().nullable(),
  fields: fields.pick({ title: true, text: true, links: true }),
});
export type DecidedPost = z.infer<typeof decidedPost>;

const leftOpen = rejections.filter(({ leavesOpen }) => leavesOpen).map(({ code }) => code);

/**
 * At most `limit` cases after one, by id, each by its newest live report from before the decision. Without the no-pixels lane, cases merged into
 * another, those without a decision of their own (passed on to another agency), what was rejected without a word about
 * what the post says (gone, wrong address), and what retention took the words of.
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
  const judged = or(isNull(decisions.why), not(inArray(decisions.why, leftOpen)));
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
