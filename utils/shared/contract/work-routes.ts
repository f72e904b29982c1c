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
    summary: "Get the person to whom this device belongs",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: identity,
  },
  getKeys: {
    method: "GET",
    path: "/v1/keys",
    summary: "Get the public key that verifies receipts and batches of the log",
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
    summary:
      "Get a report's receipt and the proof that its log entry was sealed; officers only for their own reports",
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
    summary: "List the caller's own reports with their outcomes, newest first",
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
    summary: "Send the result of a vlogger's check of their own video",
    callers: { vlogger: "own" },
    body: selfReviewInput,
    answer: selfReviewView,
  },
  listSelfReviews: {
    method: "GET",
    path: "/v1/self-reviews",
    summary: "List the caller's own self-reviews, newest first",
    callers: { vlogger: "own" },
    query: z.object(pageQuery),
    answer: z.object({ selfReviews: z.array(selfReviewView), next: z.string().optional() }),
  },
  setSelfReviewOpen: {
    method: "PUT",
    path: "/v1/self-reviews/:id/open",
    summary: "Allow supervisors to read the caller's self-review when its video is flagged, or end that",
    callers: { vlogger: "own" },
    params: idParams,
    body: selfReviewVisibility,
    answer: selfReviewView,
  },
  listCanaries: {
    method: "GET",
    path: "/v1/canaries",
    summary: "Get the share of expected fields that each recipe finds, with its history",
    callers: { admin: "any", "key:read": "any" },
    query: z.object({ site: siteId.optional() }),
    answer: z.object({ canaries: z.array(recipeHealthView) }),
  },
} as const satisfies Record<string, Route>;

export type WorkRouteName = keyof typeof workRoutes;
