/** Decided cases as a model learns from them: what the post said, and what two people decided. */

import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { categoryCode } from "../../utils/contract/category.ts";
import { fields } from "../../utils/contract/evidence.ts";
import { id } from "../../utils/contract/ids.ts";
import { cases, reports } from "./schema/index.ts";
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

/**
 * At most `limit` cases after one, by id, each by its newest live report. Without the no-pixels lane, cases merged into
 * another, those without a decision of their own (passed on to another agency), and what retention took the words of.
 */
export async function readDecidedPosts(
  db: Db,
  after: string | undefined,
  limit: number,
): Promise<DecidedPost[]> {
  const newest = db
    .select({ evidence: reports.evidence })
    .from(reports)
    .where(and(eq(reports.caseId, cases.id), isNull(reports.withdrawnAt), isNull(reports.evidenceDeletedAt)))
    .orderBy(sql`${reports.receivedAt} desc`, sql`${reports.id} desc`)
    .limit(1)
    .as("newest");
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
        sql`${cases.state} in ('approved', 'rejected')`,
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
