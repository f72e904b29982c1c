/** What became of verdicts: marked when somebody else settles the case, and at once on golden cases. */

import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { lessonOf } from "../../../utils/policy/lessons/lesson-of.ts";
import { isRight } from "../../programme/golden.ts";
import { upsertRows } from "../insert.ts";
import type { CaseRecord } from "../rows.ts";
import { cases, goldenCases, marks, reviews } from "../schema/index.ts";
import type { Db } from "../store.ts";
import { applyLadder } from "./vloggers.ts";

type Review = typeof reviews.$inferSelect;
type MarkRow = typeof marks.$inferSelect;
export type Golden = typeof goldenCases.$inferSelect;

/** Undefined: the case tries nobody. */
export async function findGolden(db: Db, caseId: string): Promise<Golden | undefined> {
  const open = and(eq(goldenCases.caseId, caseId), isNull(goldenCases.endedAt));
  return (await db.select().from(goldenCases).where(open))[0];
}

/** In the transaction of the review. A verdict without a side is no mark. */
export async function markGolden(tx: Db, review: Review, golden: Golden): Promise<void> {
  const [row] = await tx.select({ category: cases.category }).from(cases).where(eq(cases.id, golden.caseId));
  if (!row) return;
  const found = { violates: golden.violates, lesson: lessonOf(row.category), at: review.at };
  await write(tx, markOf(review, { ...found, golden: true }), review.at);
}

/**
 * A decision has found whether the case violates, for the first time or anew: whoever said so was right, whoever said the
 * opposite was wrong. In the transaction of the decision, under the case's lock.
 */
export async function markSettled(
  tx: Db,
  row: Pick<CaseRecord, "id" | "category">,
  violates: boolean,
  at: Date,
): Promise<void> {
  const rows = await tx.select().from(reviews).where(eq(reviews.caseId, row.id));
  const tried = await readTried(tx, rows);
  const found = { violates, lesson: lessonOf(row.category), at };
  const made = rows.flatMap((review) => markOf(review, { ...found, golden: tried.has(review.id) }));
  await write(tx, made, at);
  // What was found otherwise since must try nobody by what was thought before.
  const outdated = and(eq(goldenCases.caseId, row.id), ne(goldenCases.violates, violates));
  await tx
    .update(goldenCases)
    .set({ endedAt: at })
    .where(and(outdated, isNull(goldenCases.endedAt)));
}

async function readTried(tx: Db, rows: readonly Review[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const ids = rows.map(({ id }) => id);
  const tried = await tx
    .select({ id: marks.reviewId })
    .from(marks)
    .where(and(inArray(marks.reviewId, ids), eq(marks.golden, true)));
  return new Set(tried.map(({ id }) => id));
}

function markOf(
  { id, personId, verdict }: Review,
  found: Pick<MarkRow, "lesson" | "golden" | "violates" | "at">,
): MarkRow[] {
  const right = isRight(verdict, found.violates);
  return right === undefined ? [] : [{ reviewId: id, personId, ...found, right }];
}

async function write(tx: Db, made: MarkRow[], at: Date): Promise<void> {
  if (made.length === 0) return;
  await tx.execute(upsertRows(marks, made, "review_id"));
  // In the order of their ids, so that two decisions with the same reviewers never wait for each other.
  const people = [...new Set(made.map(({ personId }) => personId))].sort();
  for (const personId of people) await applyLadder(tx, personId, at);
}
