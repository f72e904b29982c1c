/** Routes for outcome checks: which addresses are due, and what was seen there. */

import { z } from "zod";
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
} as const;
