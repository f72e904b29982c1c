/** Routes for statistics: the commitment board and the monthly figures. */

import { z } from "zod";
import { board } from "../board.ts";
import { deciderRow } from "../deciders.ts";
import { month, monthFigures } from "../figures.ts";

export const figuresRoutes = {
  getBoard: {
    method: "GET",
    path: "/v1/board",
    summary: "Compare the platforms' promises of 2017 with the counts of a month and of the year before it",
    callers: { supervisor: "any", panelist: "any", admin: "any", "key:read": "any" },
    /** Absent: the newest counted month. */
    query: z.object({ month: month.optional() }),
    answer: board,
  },
  getFigures: {
    method: "GET",
    path: "/v1/figures",
    summary:
      "Get monthly counts by site and category, first and last month included, at most 24; small numbers are not hidden",
    callers: { supervisor: "any", admin: "any", "key:read": "any" },
    /** Absent: the newest counted month. */
    query: z.object({ from: month.optional(), to: month.optional() }),
    answer: z.object({ months: z.array(monthFigures) }),
  },
  listDeciders: {
    method: "GET",
    path: "/v1/deciders",
    summary:
      "Count each supervisor's approvals in a month, those without opened evidence and those with a prepared analysis; supervisors see only their own",
    callers: { supervisor: "own", admin: "any" },
    /** Absent: the running month. */
    query: z.object({ month: month.optional() }),
    answer: z.object({ month, rows: z.array(deciderRow) }),
  },
} as const;
