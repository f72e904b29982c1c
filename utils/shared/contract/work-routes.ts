/** The routes of the work with reports and cases: all but those of administration, which few pages load. */

import { z } from "zod";
import { inclusion } from "./audit-log.ts";
import { decisionListRoutes } from "./decision-list.ts";
import { identity, publicKey } from "./enrolment.ts";
import { linkRoutes } from "./link-inspection.ts";
import { ownReportList, ownReportQuery } from "./own-report.ts";
import { recipeHealthView } from "./recipe-health.ts";
import { selfReviewInput, selfReviewView, selfReviewVisibility } from "./review.ts";
import { idParams, pageQuery, type Route } from "./route.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { caseRoutes } from "./routes/cases.ts";
import { deskRoutes } from "./routes/desk.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { figuresRoutes } from "./routes/figures.ts";
import { objectionRoutes } from "./routes/objections.ts";
import { referralRoutes } from "./routes/referrals.ts";
import { answerRoutes, clockRoutes, outcomeCheckRoutes, requestRoutes } from "./routes/requests.ts";
import { cohortRoutes, learnRoutes, reviewRoutes, trustRoutes } from "./routes/vloggers.ts";
import { signOnRoutes } from "./sign-on.ts";
import { siteId } from "./site.ts";
import { teamworkRoutes } from "./teamwork.ts";

export const workRoutes = {
  ...deviceRoutes,
  ...linkRoutes,
  ...signOnRoutes,
  whoAmI: {
    method: "GET",
    path: "/v1/me",
    summary: "Who this device belongs to",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: identity,
  },
  getKeys: {
    method: "GET",
    path: "/v1/keys",
    summary: "The key that signs receipts and batches of the log, for whoever checks one",
    callers: { anyone: "any" },
    answer: z.object({
      intake: publicKey,
      /** RFC 7638 thumbprint, to compare with the one that the organisation published elsewhere. */
      thumbprint: z.string(),
      organisation: z.string(),
    }),
  },
  getInclusion: {
    method: "GET",
    path: "/v1/reports/:id/inclusion",
    summary: "A report's receipt, and the proof that its entry in the log was sealed; officers: their own",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", admin: "any" },
    params: idParams,
    answer: z.object({
      receipt: z.string(),
      /** Absent until the next batch is signed, at most a minute later. */
      inclusion: inclusion.optional(),
    }),
  },
  listOwnReports: {
    method: "GET",
    path: "/v1/reports/own",
    summary: "One's own reports and what became of them, newest first",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    query: ownReportQuery.extend(pageQuery),
    answer: ownReportList,
  },
  ...caseRoutes,
  ...decisionListRoutes,
  ...deskRoutes,
  ...learnRoutes,
  ...trustRoutes,
  ...reviewRoutes,
  ...cohortRoutes,
  // Must precede routes that have an id in the same path segment.
  ...clockRoutes,
  ...requestRoutes,
  ...answerRoutes,
  ...figuresRoutes,
  ...objectionRoutes,
  ...outcomeCheckRoutes,
  ...referralRoutes,
  ...alertRoutes,
  ...teamworkRoutes,
  sendSelfReview: {
    method: "POST",
    path: "/v1/self-reviews",
    summary: "A vlogger's check of their own video",
    callers: { vlogger: "own" },
    body: selfReviewInput,
    answer: selfReviewView,
  },
  listSelfReviews: {
    method: "GET",
    path: "/v1/self-reviews",
    summary: "One's own checks, newest first",
    callers: { vlogger: "own" },
    query: z.object(pageQuery),
    answer: z.object({ selfReviews: z.array(selfReviewView), next: z.string().optional() }),
  },
  setSelfReviewOpen: {
    method: "PUT",
    path: "/v1/self-reviews/:id/open",
    summary: "Let supervisors read one's own check when its video is flagged, or no longer",
    callers: { vlogger: "own" },
    params: idParams,
    body: selfReviewVisibility,
    answer: selfReviewView,
  },
  listCanaries: {
    method: "GET",
    path: "/v1/canaries",
    summary: "How well the recipes find what pages should have, with the history of each",
    callers: { admin: "any", "key:read": "any" },
    query: z.object({ site: siteId.optional() }),
    answer: z.object({ canaries: z.array(recipeHealthView) }),
  },
} as const satisfies Record<string, Route>;

export type WorkRouteName = keyof typeof workRoutes;
