/** What a vlogger reviews, and their verdicts. */

import { ok } from "../../utils/contract/result.ts";
import type { ReviewTask } from "../../utils/contract/review.ts";
import type { Handler } from "../http/mount.ts";
import { readTasks } from "../store/case-reads.ts";
import { decodeMark, pageOf, wrongMark } from "../store/paging.ts";
import { addReview } from "../store/review.ts";
import type { CaseRecord } from "../store/rows.ts";
import { toReviewView } from "./case-view.ts";
import { queueMark } from "./cases.ts";
import { present } from "./present.ts";

export const listTasks: Handler<"listTasks"> = async (intake, { caller, scope, query }) => {
  const after = query.after === undefined ? undefined : decodeMark(query.after, queueMark);
  if (query.after !== undefined && !after) return wrongMark();
  const found = await readTasks(intake.store.db, caller.personId, { scope, after, limit: query.limit });
  const page = pageOf(found, query.limit, ({ queueKey }) => queueKey);
  return ok({ tasks: page.rows.map(toTask), ...(page.next ? { next: page.next } : {}) });
};

export const sendReview: Handler<"sendReview"> = async (intake, { caller, scope, params, body, at }) => {
  const input = { ...body, id: body.id.toLowerCase() };
  const added = await addReview(intake.store.db, { id: params.id, scope }, input, caller, at);
  return added.ok ? ok(toReviewView(added.value, caller.name)) : added;
};

/** Blind: the post and the question, nothing of who flagged it or what others found. */
function toTask({ id, subject, permalink, title, author, category, firstAt }: CaseRecord): ReviewTask {
  return {
    caseId: id,
    subject,
    category,
    since: firstAt.toISOString(),
    ...present({ permalink, title, author }),
  };
}
