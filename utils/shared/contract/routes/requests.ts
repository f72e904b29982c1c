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
    summary: "What the platform said of a request: by a supervisor, or by the platform's own key",
    callers: { supervisor: "unit", "key:platform": "any" },
    params: idParams,
    body: platformAnswerInput,
    answer: requestStatus,
  },
  markSent: {
    method: "POST",
    path: "/v1/requests/:id/sent",
    summary: "A letter was brought to the platform by hand",
    callers: { supervisor: "unit" },
    params: idParams,
    body: sentInput,
    answer: requestStatus,
  },
  changeChannel: {
    method: "POST",
    path: "/v1/requests/:id/channel",
    summary: "Send a request that did not arrive, or has not gone, over another channel",
    callers: { supervisor: "unit" },
    params: idParams,
    body: channelChangeInput,
    answer: requestStatus,
  },
  listChannels: {
    method: "GET",
    path: "/v1/channels",
    summary: "Channels to the platforms, the preferred ones of each first",
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
      "Addresses of requests to be looked at by now, except those that the caller reported, the longest due first",
    callers: { officer: "unit", supervisor: "unit", admin: "any" },
    query: z.object(pageQuery),
    answer: outcomeCheckPage,
  },
  addCheck: {
    method: "POST",
    path: "/v1/items/:id/checks",
    summary: "What was seen at the address of an item of a request, sealed by the device",
    callers: { officer: "unit", supervisor: "unit" },
    /** Id of the request item. */
    params: idParams,
    body: outcomeCheckInput,
    answer: outcomeCheckView,
  },
  sendCheckPicture: {
    method: "PUT",
    path: "/v1/checks/:id/picture",
    summary: "Hand in the picture that one's own sealed check names; idempotent",
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
      "Confirmed decisions that ask something of a platform, and reversals of what it was asked, that stand in no request yet, by letter",
    callers: { supervisor: "unit" },
    answer: readyList,
  },
  sendReprimand: {
    method: "POST",
    path: "/v1/requests/:id/reprimands",
    summary: "Queue the reprimand that the clock proposes; idempotent by its id",
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
    summary: "The letter that confirmed decisions would become, and what it lacks; nothing is kept",
    callers: { supervisor: "unit" },
    body: previewInput,
    answer: requestPreview,
  },
  makeRequest: {
    method: "POST",
    path: "/v1/requests",
    summary: "Number, sign and queue the letter of confirmed decisions; idempotent by its id",
    callers: { supervisor: "unit" },
    body: requestInput,
    answer: requestView,
  },
  listRequests: {
    method: "GET",
    path: "/v1/requests",
    summary:
      "Requests, newest first; `open`: those that wait for a person, a channel or the platform, the first due first",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...requestFilter.shape }),
    answer: requestPage,
  },
  getRequest: {
    method: "GET",
    path: "/v1/requests/:id",
    summary: "A request with its letter, items, what was sent and what happened",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    params: idParams,
    answer: requestView,
  },
  getLetter: {
    method: "GET",
    path: "/v1/requests/:id/letters/:letter/:format",
    summary:
      "A letter written out: for people as page, PDF or text, for machines as signed, table, XARF, Flag or DSA statements",
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
    summary: "End a request that has not been sent, with a reason; its decisions may go into another one",
    callers: { supervisor: "unit" },
    params: idParams,
    body: withdrawalInput,
    answer: requestView,
  },
  getHanded: {
    method: "GET",
    path: "/v1/handed/:token/:format",
    summary:
      "An item's evidence, by the address in its letter and until its time is over; each look is logged",
    callers: { anyone: "any" },
    params: z.object({ token: evidenceLinkToken, format: evidenceFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: ["application/pdf", "text/html"],
  },
} as const;
