/** Every HTTP route: method, path, who may call it, what goes in and comes out. The intake, its OpenAPI document and the signed client derive from this table. */

import { z } from "zod";
import { canaryBatch, canaryView } from "./canary.ts";
import { ownReport } from "./case.ts";
import { caseRoutes } from "./case-routes.ts";
import { cohortRoutes } from "./cohort-routes.ts";
import { inclusion } from "./custody.ts";
import { deskRoutes } from "./desk-routes.ts";
import { enrolled, enrolmentInput, identity, publicKey } from "./enrolment.ts";
import { id, sha256 } from "./ids.ts";
import { learnRoutes } from "./learn-routes.ts";
import { byId, page } from "./page.ts";
import { receipt, report, withdrawal } from "./report.ts";
import { selfReviewInput, selfReviewOpenness, selfReviewView } from "./review.ts";
import { reviewRoutes } from "./review-routes.ts";
import { signOnRoutes } from "./sign-on.ts";
import { type Role, siteId } from "./site.ts";
import { trustRoutes } from "./trust-routes.ts";

/** `new-device`: signed by a key that is not known yet. `key:<scope>`: an API key with that scope. */
export type Caller = Role | "new-device" | "anyone" | `key:${"read"}`;

/**
 * How far a caller reaches: `own`, what this person made; `unit`, the cases that the person's unit sees (all, where the
 * person is of none), the vloggers who are of it, and what is their own; `panel`, cases that a panel settles or has settled; `any`, every record, or a route without records. A record out of reach
 * answers like one that does not exist.
 */
export type Reach = "own" | "unit" | "panel" | "any";

export interface Route {
  method: "GET" | "POST" | "PUT";
  path: `/${string}`;
  summary: string;
  callers: Readonly<Partial<Record<Caller, Reach>>>;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** A JSON body, or `file` for the bytes of an evidence file. */
  body?: z.ZodType | "file";
  /** The JSON answer, or `file`. */
  answer: z.ZodType | "file";
  /** Media types of a file that is answered; absent: those of pictures. */
  fileTypes?: readonly string[];
}

export const routes = {
  enrol: {
    method: "POST",
    path: "/v1/enrolments",
    summary: "Make a device known with a one-time code",
    callers: { "new-device": "any" },
    body: enrolmentInput,
    answer: enrolled,
  },
  ...signOnRoutes,
  whoAmI: {
    method: "GET",
    path: "/v1/me",
    summary: "Who this device belongs to",
    callers: { officer: "own", vlogger: "own", supervisor: "own", panelist: "own", admin: "own" },
    answer: identity,
  },
  getRecipes: {
    method: "GET",
    path: "/v1/recipes",
    summary: "The newest signed pack of recipes, unless the device has it",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    /** The version that the device has. */
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    /** A compact JWS (ES256) of a recipe pack; absent: there is nothing newer. */
    answer: z.object({ pack: z.string().optional() }),
  },
  getKeys: {
    method: "GET",
    path: "/v1/keys",
    summary: "The key that signs receipts and batches of the log, for whoever checks one",
    callers: { anyone: "any" },
    answer: z.object({
      intake: publicKey,
      /** RFC 7638, to compare with the one that the organisation made known elsewhere. */
      thumbprint: z.string(),
      organisation: z.string(),
    }),
  },
  sendReport: {
    method: "POST",
    path: "/v1/reports",
    summary: "Hand in a report; idempotent by its id",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    body: report,
    answer: receipt,
  },
  sendFile: {
    method: "PUT",
    path: "/v1/reports/:id/files/:sha256",
    summary:
      "Hand in a file that the report lists; as application/jose, encrypted to the files key (ECDH-ES, A256GCM)",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    params: z.object({ id, sha256 }),
    body: "file",
    answer: z.object({ sha256, bytes: z.int() }),
  },
  withdrawReport: {
    method: "POST",
    path: "/v1/reports/:id/withdrawal",
    summary: "Mark one's own report withdrawn, with a reason; nothing is deleted",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    params: byId,
    body: withdrawal,
    answer: ownReport,
  },
  getInclusion: {
    method: "GET",
    path: "/v1/reports/:id/inclusion",
    summary: "A report's receipt, and the proof that its entry in the log was sealed; officers: their own",
    callers: { officer: "own", vlogger: "own", supervisor: "unit", admin: "any" },
    params: byId,
    answer: z.object({
      receipt: z.string(),
      /** Absent until the next batch, at most a minute. */
      inclusion: inclusion.optional(),
    }),
  },
  listOwnReports: {
    method: "GET",
    path: "/v1/reports/own",
    summary: "One's own reports and what became of them, newest first",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    query: z.object(page),
    answer: z.object({ reports: z.array(ownReport), next: z.string().optional() }),
  },
  ...caseRoutes,
  ...deskRoutes,
  ...learnRoutes,
  ...trustRoutes,
  ...reviewRoutes,
  ...cohortRoutes,
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
    query: z.object(page),
    answer: z.object({ selfReviews: z.array(selfReviewView), next: z.string().optional() }),
  },
  setSelfReviewOpen: {
    method: "PUT",
    path: "/v1/self-reviews/:id/open",
    summary: "Let supervisors read one's own check when its video is flagged, or no longer",
    callers: { vlogger: "own" },
    params: byId,
    body: selfReviewOpenness,
    answer: selfReviewView,
  },
  sendCanaries: {
    method: "POST",
    path: "/v1/canaries",
    summary:
      "Add counts of what the recipes found; idempotent by the batch's id, kept without device or person",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    body: canaryBatch,
    answer: z.object({ counted: z.boolean() }),
  },
  listCanaries: {
    method: "GET",
    path: "/v1/canaries",
    summary: "How well the recipes find what pages should have, with the history of each",
    callers: { admin: "any", "key:read": "any" },
    query: z.object({ site: siteId.optional() }),
    answer: z.object({ canaries: z.array(canaryView) }),
  },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
