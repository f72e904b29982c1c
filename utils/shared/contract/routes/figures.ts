/** Routes for statistics: the commitment board and the monthly figures. */

import { z } from "zod";
import { board } from "../board.ts";
import { deciderRow } from "../deciders.ts";
import { month, monthFigures } from "../figures.ts";

export const figuresRoutes = {
  getBoard: {
    method: "GET",
    path: "/v1/board",
    summary: "What the platforms promised in 2017, and what was counted of it in a month and the year before",
    callers: { supervisor: "any", panelist: "any", admin: "any", "key:read": "any" },
    /** Absent: the newest counted month. */
    query: z.object({ month: month.optional() }),
    answer: board,
  },
  getFigures: {
    method: "GET",
    path: "/v1/figures",
    summary:
      "Counted months by site and category, both ends included, 24 at most; small numbers are not hidden",
    callers: { supervisor: "any", admin: "any", "key:read": "any" },
    /** Absent: the newest counted month. */
    query: z.object({ from: month.optional(), to: month.optional() }),
    answer: z.object({ months: z.array(monthFigures) }),
  },
  listDeciders: {
    method: "GET",
    path: "/v1/deciders",
    summary:
      "How each supervisor approved in a month: evidence unopened, prepared analyses; supervisors see themselves",
    callers: { supervisor: "own", admin: "any" },
    /** Absent: the running month. */
    query: z.object({ month: month.optional() }),
    answer: z.object({ month, rows: z.array(deciderRow) }),
  },
} as const;
