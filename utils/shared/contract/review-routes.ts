/** Routes for a vlogger's tasks: list, claim, pass on, and give a verdict. */

import { z } from "zod";
import { idParams, pageQuery } from "./paging.ts";
import { reviewInput, reviewTask, reviewView, skipInput, taskClaim, taskClaimInput } from "./review.ts";

export const reviewRoutes = {
  listTasks: {
    method: "GET",
    path: "/v1/reviews/tasks",
    summary: "Flagged YouTube videos that were given to this vlogger; whoever has few is given more",
    callers: { vlogger: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ tasks: z.array(reviewTask), next: z.string().optional() }),
  },
  claimTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/claim",
    summary: "Hold a task at this device for ten minutes, take it over from another one, or let it go",
    callers: { vlogger: "unit" },
    params: idParams,
    body: taskClaimInput,
    answer: z.object({ claim: taskClaim.optional() }),
  },
  skipTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/skip",
    summary: "Pass a task on to another reviewer; it costs nothing",
    callers: { vlogger: "unit" },
    params: idParams,
    body: skipInput,
    answer: z.object({ skipped: z.literal(true) }),
  },
  sendReview: {
    method: "POST",
    path: "/v1/cases/:id/reviews",
    summary: "A vlogger's verdict on a case that was given to them",
    callers: { vlogger: "unit" },
    params: idParams,
    body: reviewInput,
    answer: reviewView,
  },
} as const;
