/** A reviewer's tasks: list, claim on a device, and skip. */

import { and, asc, count, eq, ne, type SQL, sql } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { SkipReason, TaskClaimInput } from "../../../utils/shared/contract/review.ts";
import { graphicADay, graphicCategories } from "../../../utils/shared/policy/wellbeing.ts";
import { checkReviewable } from "../../cases/rules/reviewable.ts";
import { findCase, readReporterIds } from "../../cases/store/case-reads.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { assignments, cases, vloggers } from "../../db/schema/index.ts";
import { casesIn } from "../../db/scope-filters.ts";
import { isCase, rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { checkCertified } from "./certificates.ts";
import { isAvailable, isBarred, isGraphic, isOpenOrRecent, isSeenRecently } from "./task-filters.ts";

export type Task = typeof assignments.$inferSelect;

/** Cursor: the last task of a page. */
export interface TaskCursor {
  asked: boolean;
  at: Date;
  place: number;
  caseId: string;
}

/**
 * Cases for which a supervisor asked come first, then in order of assignment. Returns one row more than the
 * limit if there are more. For paused reviewers, returns only golden tasks.
 */
export async function readTasks(
  db: Db,
  personId: string,
  { scope, after, limit }: { scope: UnitScope; after: TaskCursor | undefined; limit: number },
): Promise<{ row: CaseRecord; task: Task }[]> {
  const paused = await isPaused(db, personId);
  const unasked = sql`(${cases.reviewAskedAt} is null)`;
  const { at, place, caseId } = assignments;
  return db
    .select({ row: cases, task: assignments })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(
      and(
        eq(assignments.personId, personId),
        isAvailable(paused),
        casesIn(db, scope),
        after &&
          sql`(${unasked}, ${at}, ${place}, ${caseId})
            > (${!after.asked}, ${after.at.toISOString()}::timestamptz, ${after.place}::int, ${after.caseId}::uuid)`,
      ),
    )
    .orderBy(asc(unasked), asc(at), asc(place), asc(caseId))
    .limit(limit + 1);
}

/** Number of all tasks that the person can do now. */
export async function countTasks(db: Db, personId: string, scope: UnitScope): Promise<number> {
  return countOwn(db, personId, and(isAvailable(await isPaused(db, personId)), casesIn(db, scope)));
}

/** Locks the task. Returns undefined if the case was never assigned to this person. */
export async function lockTask(tx: Db, caseId: string, personId: string): Promise<Task | undefined> {
  const [task] = await tx
    .select()
    .from(assignments)
    .where(and(rowsOfCase(assignments, caseId), eq(assignments.personId, personId)))
    .for("update");
  return task;
}

export async function checkTask(tx: Db, row: CaseRecord, task: Task): Promise<Result<undefined>> {
  if (task.reviewedAt) return fail("already-reviewed");
  if (task.skippedAt) return fail("task-over", "skipped");
  const gate = await checkCertified(tx, task.personId);
  if (!gate.ok) return gate;
  if ((await readReporterIds(tx, row.id)).includes(task.personId)) return fail("own-report");
  if ((await countOwn(tx, task.personId, and(isCase(row.id), isBarred))) > 0) return fail("task-over");
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

/**
 * Problem: `task-elsewhere` if the task is open on another of the person's devices, which can be made to
 * release it.
 */
export function claimTask(
  db: Db,
  ref: Ref<UnitScope>,
  act: TaskClaimInput["act"],
  { actor: { personId, deviceId }, at }: { actor: Actor; at: Date },
): Promise<Result<Date | undefined>> {
  return db.transaction(async (tx) => {
    const row = await findCase(tx, ref);
    if (!row) return fail("not-found");
    const task = await lockTask(tx, row.id, personId);
    if (!task) return fail("not-found");
    if (act === "release") return release(tx, task, { deviceId, at });
    const open = await checkTask(tx, row, task);
    if (!open.ok) return open;
    const isElsewhere = isClaimed(task, at) && task.claimedBy !== deviceId;
    if (isElsewhere && act === "take") return fail("task-elsewhere", undefined, "now");
    if (await isTooGraphic(tx, row, personId, at)) return fail("graphic-limit", undefined, "later");
    const until = new Date(at.getTime() + limits.claimMs);
    await setClaim(tx, task, { claimedUntil: until, claimedBy: deviceId });
    return ok(until);
  });
}

/** Sets the time to now instead of null, to record that the task was opened. */
async function release(
  tx: Db,
  task: Task,
  { deviceId, at }: { deviceId: string; at: Date },
): Promise<Result<undefined>> {
  if (task.claimedBy === deviceId) await setClaim(tx, task, { claimedUntil: at, claimedBy: null });
  return ok(undefined);
}

async function setClaim(
  tx: Db,
  { caseId, personId }: Task,
  claim: Pick<Task, "claimedUntil" | "claimedBy">,
): Promise<void> {
  await tx
    .update(assignments)
    .set(claim)
    .where(and(rowsOfCase(assignments, caseId), eq(assignments.personId, personId)));
}

/** The person has seen as many graphic cases today as is good for them. */
async function isTooGraphic(tx: Db, row: CaseRecord, personId: string, at: Date): Promise<boolean> {
  if (!graphicCategories.has(row.category)) return false;
  const seen = and(isOpenOrRecent(at), isSeenRecently(at), isGraphic, ne(cases.id, row.id));
  return (await countOwn(tx, personId, seen)) >= graphicADay;
}

export function isClaimed({ claimedUntil }: Task, at: Date): boolean {
  return claimedUntil !== null && claimedUntil > at;
}

/** Counts a person's assignments, joined with their cases. */
async function countOwn(tx: Db, personId: string, which: SQL | undefined): Promise<number> {
  const [own] = await tx
    .select({ n: count() })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(and(eq(assignments.personId, personId), which));
  return own?.n ?? 0;
}

/** Skips the task for good. Idempotent. A reason that concerns others is logged in the case. */
export function skipTask(
  db: Db,
  ref: Ref<UnitScope>,
  why: SkipReason | undefined,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (row?.mergedInto) return fail("case-changed", undefined, "now");
    const task = row && (await lockTask(tx, row.id, actor.personId));
    if (!row || !task) return fail("not-found");
    if (task.reviewedAt) return fail("already-reviewed");
    if (task.skippedAt) return ok(undefined);
    await tx
      .update(assignments)
      .set({ skippedAt: at, claimedBy: null })
      .where(and(rowsOfCase(assignments, row.id), eq(assignments.personId, actor.personId)));
    if (why !== undefined && !task.golden)
      await saveWithLog(tx, withDerived(row, {}), {
        at,
        by: actor.name,
        device: actor.deviceId,
        act: "review-passed-on",
        detail: { why },
      });
    return ok(undefined);
  });
}
