/** Writes reviews with outcomes, which would need hundreds of clicks; the programme's own rules compute the level. */

import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { eq, max } from "drizzle-orm";
import { cases, marks, people, reviews } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import { findVlogger, updateLevel } from "../../../intake/vloggers/store/vloggers.ts";
import { lessonOf } from "../../../utils/shared/policy/lessons/lesson-of.ts";

export interface ReviewPlan {
  by: string;
  /** Subject of the case, which violates the rules. */
  about: string;
  right: boolean;
  /** Reviewed as a golden case. */
  golden?: boolean;
}

type ReviewAnswer = Pick<typeof reviews.$inferInsert, "verdict" | "reason" | "timecodes" | "digest">;
type Vlogger = Awaited<ReturnType<typeof findVlogger>>;

/** Limit after which the level is assumed never to be reached. */
const maxReviews = 100;

/**
 * Adds reviews one by one, each later than all marks before, until the vlogger's record is as wanted. Later reviews get
 * later times.
 */
export async function reviewUntil(
  db: Db,
  { by, about, right, golden = false }: ReviewPlan,
  isDone: (vlogger: Vlogger, written: number) => boolean,
): Promise<void> {
  const [person] = await db.select().from(people).where(eq(people.name, by));
  const [row] = await db.select().from(cases).where(eq(cases.subject, about));
  if (!person || !row) throw new Error(`no ${by}, or no case of ${about}`);
  const { id: caseId, spot } = row;
  const personId = person.id;
  for (let written = 1; written <= maxReviews; written++) {
    const [id, at] = [randomUUID(), await afterNewest(db, personId)];
    const verdict = right ? "violates" : "does-not";
    const said: ReviewAnswer = { verdict, reason: "Rekaan.", timecodes: [], digest: "" };
    const outcome = { lesson: lessonOf(row.category), golden, violates: true, right };
    await db.transaction(async (tx) => {
      await tx.insert(reviews).values({ id, caseId, spot, personId, at, trial: golden, ...said });
      await tx.insert(marks).values({ reviewId: id, spot, personId, at, ...outcome });
      await updateLevel(tx, personId, at);
    });
    if (isDone(await findVlogger(db, personId), written)) return void (await afterNewest(db, personId));
  }
  throw new Error(`${by} is not there after ${maxReviews} verdicts`);
}

/** Waits until the clock has passed the newest mark, because the intake's clock may be slightly ahead. */
async function afterNewest(db: Db, personId: string): Promise<Date> {
  const [newest] = await db
    .select({ at: max(marks.at) })
    .from(marks)
    .where(eq(marks.personId, personId));
  const early = (newest?.at?.getTime() ?? 0) - Date.now();
  if (early >= 0) await setTimeout(early + 1);
  return new Date();
}
