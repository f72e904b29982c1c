/** Routes for requests to platforms: preview, create, read, render and withdraw. */

import { z } from "zod";
import { evidenceFormat, evidenceLinkToken } from "./evidence-link.ts";
import { id } from "./ids.ts";
import { idParams, pageQuery } from "./paging.ts";
import {
  letterFileFormat,
  previewInput,
  requestFilter,
  requestInput,
  requestPage,
  requestPreview,
  requestView,
  withdrawalInput,
} from "./request.ts";
import { letterKind } from "./request-state.ts";
import { language } from "./site.ts";

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
