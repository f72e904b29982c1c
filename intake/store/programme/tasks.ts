/** A reviewer's tasks: what was given to them, holding one at a device, and passing it on. */

import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import { limits } from "../../../utils/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/contract/result.ts";
import type { SkipWhy, TaskClaimInput } from "../../../utils/contract/review.ts";
import { graphicADay, graphicCategories } from "../../../utils/policy/wellbeing.ts";
import { checkReviewable } from "../../rules/reviewable.ts";
import { findCase } from "../case-reads.ts";
import { lockFound, restate, saveAct } from "../case-writes.ts";
import type { Actor } from "../decide.ts";
import type { CaseRecord } from "../rows.ts";
import { assignments, cases, vloggers } from "../schema/index.ts";
import { casesIn, type Ref, type UnitScope } from "../scope.ts";
import type { Db } from "../store.ts";
import { mayReview } from "./gate.ts";
import { isDoable, isOfToday } from "./task-filters.ts";

export type Task = typeof assignments.$inferSelect;

/** Where a page of tasks ends. */
export interface TaskMark {
  at: Date;
  caseId: string;
}

/** Oldest first; one row more than the limit when there are more. Of a paused reviewer those alone by which they are tried. */
export async function readTasks(
  db: Db,
  personId: string,
  { scope, after, limit }: { scope: UnitScope; after: TaskMark | undefined; limit: number },
): Promise<{ row: CaseRecord; task: Task }[]> {
  const paused = await isPaused(db, personId);
  return db
    .select({ row: cases, task: assignments })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(
      and(
        eq(assignments.personId, personId),
        isDoable(paused),
        casesIn(db, scope),
        after &&
          sql`(${assignments.at}, ${assignments.caseId}) > (${after.at.toISOString()}::timestamptz, ${after.caseId}::uuid)`,
      ),
    )
    .orderBy(asc(assignments.at), asc(assignments.caseId))
    .limit(limit + 1);
}

/** Locked; absent where the case was never given to this person. */
export async function lockTask(tx: Db, caseId: string, personId: string): Promise<Task | undefined> {
  const [task] = await tx
    .select()
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), eq(assignments.personId, personId)))
    .for("update");
  return task;
}

/** Whether the task can still be worked on. */
export async function checkTask(tx: Db, row: CaseRecord, task: Task): Promise<Result<undefined>> {
  if (task.reviewedAt) return fail("already-reviewed");
  if (task.skippedAt) return fail("task-over", "passed on");
  const gate = await mayReview(tx, task.personId);
  if (!gate.ok) return gate;
  if (task.golden) return row.withheld ? fail("task-over") : ok(undefined);
  if (await isPaused(tx, task.personId)) return fail("task-over", "paused");
  return checkReviewable(row).ok ? ok(undefined) : fail("task-over");
}

async function isPaused(db: Db, personId: string): Promise<boolean> {
  const [vlogger] = await db
    .select({ pausedAt: vloggers.pausedAt })
    .from(vloggers)
    .where(eq(vloggers.personId, personId));
  return vlogger?.pausedAt != null;
}

/** `task-elsewhere`: it is open at another of the person's devices, which can be told to let go. */
export function claimTask(
  db: Db,
  ref: Ref<UnitScope>,
  act: TaskClaimInput["act"],
  { personId, deviceId }: Actor,
  at: Date,
): Promise<Result<Date | undefined>> {
  return db.transaction(async (tx) => {
    const row = await findCase(tx, ref);
    const task = row && (await lockTask(tx, row.id, personId));
    if (!row || !task) return fail("not-found");
    const isHere = task.claimedBy === deviceId;
    const hold = (claimedUntil: Date | null) =>
      tx
        .update(assignments)
        .set({ claimedUntil, claimedBy: claimedUntil && deviceId })
        .where(and(eq(assignments.caseId, row.id), eq(assignments.personId, personId)));
    if (act === "release") {
      if (isHere) await hold(null);
      return ok(undefined);
    }
    const open = await checkTask(tx, row, task);
    if (!open.ok) return open;
    if (isHeld(task, at) && !isHere && act === "take") return fail("task-elsewhere", undefined, "now");
    if (graphicCategories.has(row.category) && (await seenToday(tx, personId, at)) >= graphicADay)
      return fail("graphic-limit", undefined, "later");
    const until = new Date(at.getTime() + limits.claimMs);
    await hold(until);
    return ok(until);
  });
}

export function isHeld({ claimedUntil }: Task, at: Date): boolean {
  return claimedUntil !== null && claimedUntil > at;
}

/** How many graphic videos the person has reviewed within a day. */
async function seenToday(tx: Db, personId: string, at: Date): Promise<number> {
  const [seen] = await tx
    .select({ n: count() })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(
      and(eq(assignments.personId, personId), isOfToday(at), inArray(cases.category, [...graphicCategories])),
    );
  return seen?.n ?? 0;
}

/** Passed on for good; skipping again changes nothing. What others should know of the case stands in its log. */
export function skipTask(
  db: Db,
  ref: Ref<UnitScope>,
  why: SkipWhy | undefined,
  actor: Actor,
  at: Date,
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockFound(tx, ref);
    const task = row && (await lockTask(tx, row.id, actor.personId));
    if (!row || !task) return fail("not-found");
    if (task.reviewedAt) return fail("already-reviewed");
    if (task.skippedAt) return ok(undefined);
    await tx
      .update(assignments)
      .set({ skippedAt: at, claimedUntil: null, claimedBy: null })
      .where(and(eq(assignments.caseId, row.id), eq(assignments.personId, actor.personId)));
    if (why !== undefined && !task.golden)
      await saveAct(tx, restate(row, {}), {
        ...{ at, by: actor.name, device: actor.deviceId, act: "review-passed-on" },
        detail: { why },
      });
    return ok(undefined);
  });
}
