/** Routes for requests to platforms: make, read, withdraw, answer, reprimand, and check their outcome. */

import { z } from "zod";
import { evidenceFormat, evidenceLinkToken } from "../evidence-link.ts";
import { id, sha256 } from "../ids.ts";
import { outcomeCheckInput, outcomeCheckPage, outcomeCheckView } from "../outcome-check.ts";
import { channelView } from "../platform-channel.ts";
import { readyList, reprimandInput } from "../reprimand.ts";
import {
  letterFileFormat,
  previewInput,
  requestFilter,
  requestInput,
  requestPage,
  requestPreview,
  requestView,
  withdrawalInput,
} from "../request.ts";
import { channelChangeInput, platformAnswerInput, requestStatus, sentInput } from "../request-answer.ts";
import { letterKind } from "../request-state.ts";
import { idParams, pageQuery } from "../route.ts";
import { language, siteId } from "../site.ts";

/** Routes for a request after it is made: hand delivery, another channel, the platform's answer. */
export const answerRoutes = {
  answerRequest: {
    method: "POST",
    path: "/v1/requests/:id/answers",
    summary:
      "Record the platform's answer to a request; called by a supervisor or with the platform's API key",
    callers: { supervisor: "unit", "key:platform": "any" },
    params: idParams,
    body: platformAnswerInput,
    answer: requestStatus,
  },
  markSent: {
    method: "POST",
    path: "/v1/requests/:id/sent",
    summary: "Record that a person delivered a letter to the platform",
    callers: { supervisor: "unit" },
    params: idParams,
    body: sentInput,
    answer: requestStatus,
  },
  changeChannel: {
    method: "POST",
    path: "/v1/requests/:id/channel",
    summary: "Send an undelivered or unsent request over another channel",
    callers: { supervisor: "unit" },
    params: idParams,
    body: channelChangeInput,
    answer: requestStatus,
  },
  listChannels: {
    method: "GET",
    path: "/v1/channels",
    summary: "List channels to platforms; preferred ones first for each site",
    callers: { supervisor: "any", admin: "any" },
    query: z.object({ site: siteId.optional() }),
    answer: z.object({ channels: z.array(channelView) }),
  },
} as const;

/** Routes for outcome checks: which addresses are due, and what was seen there. */
export const outcomeCheckRoutes = {
  listChecks: {
    method: "GET",
    path: "/v1/checks",
    summary:
      "List the addresses that are due for an outcome check, longest due first, without those that the caller reported",
    callers: { officer: "unit", supervisor: "unit", admin: "any" },
    query: z.object(pageQuery),
    answer: outcomeCheckPage,
  },
  addCheck: {
    method: "POST",
    path: "/v1/items/:id/checks",
    summary: "Add an outcome check of a request's item, sealed by the device",
    callers: { officer: "unit", supervisor: "unit" },
    /** Id of the request item. */
    params: idParams,
    body: outcomeCheckInput,
    answer: outcomeCheckView,
  },
  sendCheckPicture: {
    method: "PUT",
    path: "/v1/checks/:id/picture",
    summary: "Upload the picture that the caller's own sealed check names; idempotent",
    callers: { officer: "own", supervisor: "own" },
    params: idParams,
    body: "file",
    answer: z.object({ sha256, bytes: z.int() }),
  },
} as const;

/** Routes for work that deadlines create: reprimands, and decisions that wait for a letter. */
export const clockRoutes = {
  listReady: {
    method: "GET",
    path: "/v1/requests/ready",
    summary:
      "List confirmed decisions and reversals that still need a request to a platform, grouped by letter",
    callers: { supervisor: "unit" },
    answer: readyList,
  },
  sendReprimand: {
    method: "POST",
    path: "/v1/requests/:id/reprimands",
    summary: "Queue the reprimand that is due; idempotent by its id",
    callers: { supervisor: "unit" },
    params: idParams,
    body: reprimandInput,
    answer: requestView,
  },
} as const;

export const requestRoutes = {
  previewRequest: {
    method: "POST",
    path: "/v1/requests/preview",
    summary: "Preview the letter for confirmed decisions, and what it lacks; nothing is stored",
    callers: { supervisor: "unit" },
    body: previewInput,
    answer: requestPreview,
  },
  makeRequest: {
    method: "POST",
    path: "/v1/requests",
    summary: "Number, sign and queue the letter for confirmed decisions; idempotent by its id",
    callers: { supervisor: "unit" },
    body: requestInput,
    answer: requestView,
  },
  listRequests: {
    method: "GET",
    path: "/v1/requests",
    summary:
      "List requests, newest first; `open` ones (waiting for a person, a channel or the platform) by due date",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...requestFilter.shape }),
    answer: requestPage,
  },
  getRequest: {
    method: "GET",
    path: "/v1/requests/:id",
    summary: "Get a request with its letter, items, dispatches and events",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    params: idParams,
    answer: requestView,
  },
  getLetter: {
    method: "GET",
    path: "/v1/requests/:id/letters/:letter/:format",
    summary:
      "Get a letter as page, PDF or text for people, or as signed JWS, table, XARF, Flag or DSA statements for machines",
    callers: { supervisor: "unit", admin: "any" },
    params: z.object({ id, letter: letterKind, format: letterFileFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: [
      "text/html",
      "application/pdf",
      "text/plain",
      "application/jose",
      "text/csv",
      "application/json",
    ],
  },
  withdrawRequest: {
    method: "POST",
    path: "/v1/requests/:id/withdrawal",
    summary: "Withdraw an unsent request, with a reason; its decisions may go into another one",
    callers: { supervisor: "unit" },
    params: idParams,
    body: withdrawalInput,
    answer: requestView,
  },
  getHanded: {
    method: "GET",
    path: "/v1/handed/:token/:format",
    summary:
      "Get an item's evidence by the link in its letter, until the link expires; each access is logged",
    callers: { anyone: "any" },
    params: z.object({ token: evidenceLinkToken, format: evidenceFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: ["application/pdf", "text/html"],
  },
} as const;
