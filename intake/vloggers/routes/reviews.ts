/** A vlogger's review tasks and reviews. */

import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { ReviewTask, ReviewView, TaskClaim } from "../../../utils/shared/contract/review.ts";
import { isElement } from "../../../utils/shared/policy/decision-elements.ts";
import { fewTasks } from "../../../utils/shared/policy/review-tasks.ts";
import type { Handler } from "../../core/handler.ts";
import { decodeTaskCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { type CaseRecord, omitNulls } from "../../db/rows.ts";
import type { reviews } from "../../db/schema/decisions.ts";
import { addReview } from "../store/add-review.ts";
import { checkCertified } from "../store/certificates.ts";
import { giveTasks } from "../store/give-tasks.ts";
import { askForReview } from "../store/review-requests.ts";
import {
  countTasks,
  claimTask as holdTask,
  isClaimed,
  skipTask as passOn,
  readTasks,
  type Task,
} from "../store/tasks.ts";

export const listTasks: Handler<"listTasks"> = async (intake, { caller, scope, query, at }) => {
  const { db } = intake.store;
  const mark = query.after === undefined ? undefined : decodeTaskCursor(query.after);
  if (query.after !== undefined && !mark) return invalidCursor();
  const gate = await checkCertified(db, caller.personId);
  if (!gate.ok) return gate;
  const { personId } = caller;
  // Assigns tasks at once instead of waiting for the job that runs each minute.
  if (!mark && (await countTasks(db, personId, scope)) < fewTasks) await giveTasks(db, at);
  const after = mark && { ...mark, caseId: mark.id };
  const listed = await readTasks(db, personId, { scope, after, limit: query.limit });
  const page = toPage(listed, query.limit, ({ row, task }) =>
    [row.reviewAskedAt !== null, task.at.toISOString(), task.place, task.caseId].join("|"),
  );
  const tasks = page.rows.map(({ row, task }) => toTask(row, claimOf(task, caller.deviceId, at), task.at));
  return ok({ tasks, ...(page.next ? { next: page.next } : {}) });
};

export const claimTask: Handler<"claimTask"> = async (intake, { caller, scope, params, body, at }) => {
  const held = await holdTask(intake.store.db, { id: params.id, scope }, body.act, { actor: caller, at });
  if (!held.ok) return held;
  return ok(held.value ? { claim: { here: true, until: held.value.toISOString() } } : {});
};

export const skipTask: Handler<"skipTask"> = async (intake, { caller, scope, params, body, at }) => {
  const { db } = intake.store;
  const skipped = await passOn(db, { id: params.id, scope }, body.why, { actor: caller, at });
  if (!skipped.ok) return skipped;
  await giveTasks(db, at);
  return ok({ skipped: true });
};

export const sendReview: Handler<"sendReview"> = async (intake, { caller, scope, params, body, at }) => {
  const wrong = Object.keys(body.elements ?? {}).find((id) => !isElement(id));
  if (wrong !== undefined) {
    const { problem } = fail("invalid-input");
    return {
      ok: false,
      problem: { ...problem, fields: [{ path: `elements.${wrong}`, message: "is no element" }] },
    };
  }
  const input = { ...body, id: body.id.toLowerCase() };
  const added = await addReview(intake.store.db, { id: params.id, scope }, input, { actor: caller, at });
  return added.ok ? ok(toReviewView(added.value, caller.name)) : added;
};

function claimOf(task: Task, deviceId: string, at: Date): TaskClaim | undefined {
  if (!isClaimed(task, at) || !task.claimedUntil) return undefined;
  return { here: task.claimedBy === deviceId, until: task.claimedUntil.toISOString() };
}

/** Blind: shows the post and the question, without reporters, times or results. */
function toTask(
  { id, subject, permalink, title, author, category }: CaseRecord,
  claim: TaskClaim | undefined,
  given: Date,
): ReviewTask {
  return {
    caseId: id,
    subject,
    category,
    since: given.toISOString(),
    ...omitNulls({ permalink, title, author }),
    ...(claim ? { claim } : {}),
  };
}

export function toReviewView(review: typeof reviews.$inferSelect, by: string): ReviewView {
  const { id, verdict, reason, timecodes, confidence, elements, localContext, at } = review;
  const entries = Object.entries(elements).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id,
    verdict,
    reason,
    timecodes,
    by,
    at: at.toISOString(),
    // JSON columns do not keep the order of keys.
    ...(entries.length > 0 ? { elements: Object.fromEntries(entries) } : {}),
    ...omitNulls({ confidence, localContext }),
  };
}

export const askReviewers: Handler<"askReviewers"> = async (intake, { caller, scope, params, body, at }) => {
  const ref = { id: params.id, scope };
  const asked = await askForReview(intake.store.db, ref, body.reason, { actor: caller, at });
  if (!asked.ok) return asked;
  await giveTasks(intake.store.db, at);
  return ok({ reviewAsked: true });
};
