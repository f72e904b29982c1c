/** Routes that devices call by themselves. A separate table, so that the background bundles only these. */

import { z } from "zod";
import { enrolled, enrolmentInput } from "../enrolment.ts";
import { id, instant, sha256 } from "../ids.ts";
import { knownSubjectList, subjectHashPrefix } from "../known-subjects.ts";
import { limits } from "../limits.ts";
import { ownReport } from "../own-report.ts";
import { healthBatch } from "../recipe-health.ts";
import { receipt, report, withdrawal } from "../report.ts";
import { idParams } from "../route.ts";

export const deviceRoutes = {
  enrol: {
    method: "POST",
    path: "/v1/enrolments",
    summary: "Enrol a device with a one-time code",
    callers: { "new-device": "any" },
    body: enrolmentInput,
    maxBytes: limits.openBodyBytes,
    answer: enrolled,
  },
  getRecipes: {
    method: "GET",
    path: "/v1/recipes",
    summary: "Get the newest signed recipe pack, unless the device has it",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
    /** Compact JWS (ES256) of a recipe pack. Absent if the device is up to date. */
    answer: z.object({ pack: z.string().optional() }),
  },
  sendReport: {
    method: "POST",
    path: "/v1/reports",
    summary: "Submit a report; idempotent by its id",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    body: report,
    answer: receipt,
  },
  sendFile: {
    method: "PUT",
    path: "/v1/reports/:id/files/:sha256",
    summary:
      "Upload a file that the report lists; application/jose is encrypted for the files key (ECDH-ES, A256GCM)",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    params: z.object({ id, sha256 }),
    body: "file",
    answer: z.object({ sha256, bytes: z.int() }),
  },
  withdrawReport: {
    method: "POST",
    path: "/v1/reports/:id/withdrawal",
    summary: "Mark the caller's own report as withdrawn, with a reason; nothing is deleted",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    params: idParams,
    body: withdrawal,
    answer: ownReport,
  },
  sendCanaries: {
    method: "POST",
    path: "/v1/canaries",
    summary:
      "Add counts of what the recipes found; idempotent by the batch's id, stored without device or person",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    body: healthBatch,
    answer: z.object({ counted: z.boolean() }),
  },
  listForgotten: {
    method: "GET",
    path: "/v1/me/forgotten",
    summary: "List the caller's own reports of which no device may store more than identity and times",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    query: z.object({ after: instant.optional() }),
    answer: z.object({ reports: z.array(id), until: instant }),
  },
  getFilter: {
    method: "GET",
    path: "/v1/reported/filter",
    summary: "Get the signed filter of all reported subjects; 304 if the ETag matches",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    answer: "file",
    fileTypes: ["application/octet-stream"],
  },
  listReported: {
    method: "GET",
    path: "/v1/reported",
    summary: "Get the state of all reported subjects whose SHA-256 has the given prefix",
    callers: { officer: "any", vlogger: "any", supervisor: "any", panelist: "any", admin: "any" },
    query: z.object({ prefix: subjectHashPrefix.default("") }),
    answer: knownSubjectList,
  },
} as const;
