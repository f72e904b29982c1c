/** Routes for outcome checks: which addresses are due, and what was seen there. */

import { z } from "zod";
import { sha256 } from "./ids.ts";
import { outcomeCheckInput, outcomeCheckPage, outcomeCheckView } from "./outcome-check.ts";
import { idParams, pageQuery } from "./paging.ts";

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
