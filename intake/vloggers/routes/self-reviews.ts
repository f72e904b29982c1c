/** A vlogger's checks of their own videos. */

import { ok } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewView } from "../../../utils/shared/contract/review.ts";
import type { Handler } from "../../core/handler.ts";
import { notFound } from "../../core/problems.ts";
import { decodeTimeCursor, invalidCursor, toPage } from "../../db/paging.ts";
import { omitNulls } from "../../db/rows.ts";
import {
  addSelfReview,
  readSelfReviews,
  type SelfReview,
  setSelfReviewOpen as setOpen,
} from "../store/self-reviews.ts";

export const sendSelfReview: Handler<"sendSelfReview"> = async (intake, { caller, body, at }) => {
  const added = await addSelfReview(intake.store.db, { ...body, id: body.id.toLowerCase() }, caller, at);
  return added.ok ? ok(toView(added.value)) : added;
};

export const listSelfReviews: Handler<"listSelfReviews"> = async (intake, { scope, query }) => {
  const after = query.after === undefined ? undefined : decodeTimeCursor(query.after);
  if (query.after !== undefined && !after) return invalidCursor();
  const listed = await readSelfReviews(intake.store.db, scope, { after, limit: query.limit });
  const page = toPage(listed, query.limit, ({ at, id }) => `${at.toISOString()}|${id}`);
  return ok({ selfReviews: page.rows.map(toView), ...(page.next ? { next: page.next } : {}) });
};

export const setSelfReviewOpen: Handler<"setSelfReviewOpen"> = async (intake, { scope, params, body }) => {
  const changed = await setOpen(intake.store.db, { id: params.id, scope }, body.open);
  return changed.ok ? ok(toView(changed.value)) : notFound();
};

function toView({ title, at, ...review }: SelfReview): SelfReviewView {
  const { id, subject, policyVersion, answers, result, open } = review;
  return {
    id,
    subject,
    policyVersion,
    answers,
    result,
    open,
    at: at.toISOString(),
    ...omitNulls({ title }),
  };
}
