/** Routes for work that deadlines create: reprimands, and decisions that wait for a letter. */

import { idParams } from "./paging.ts";
import { readyList, reprimandInput } from "./reprimand.ts";
import { requestView } from "./request.ts";

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
