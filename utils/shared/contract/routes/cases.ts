/** Routes for cases: the queue, a case with its files and exports, and decisions. */

import { z } from "zod";
import { caseRow, caseView } from "../case.ts";
import { caseState, caseTurn, turnCounts } from "../case-state.ts";
import { categoryCode } from "../category.ts";
import { answerInput, decisionInput, decisionView } from "../decision.ts";
import { revealReason } from "../decision-grounds.ts";
import { exportFormat } from "../export.ts";
import { id, instant, sha256, shortText } from "../ids.ts";
import { limits } from "../limits.ts";
import { idParams, pageQuery } from "../route.ts";
import { language, siteId } from "../site.ts";

const queueQuery = z.object({
  /** `pending` selects every case that waits for a person. */
  state: z.union([caseState, z.literal("pending")]).optional(),
  site: siteId.optional(),
  category: categoryCode.optional(),
  language: shortText(20).optional(),
  /** Name of a unit; limits the list to the cases which that unit sees. */
  unit: shortText(limits.nameChars).optional(),
  /**
   * Search words; all must occur in the text, title or author name. Also accepts a subject, an address or a
   * receipt number.
   */
  q: shortText(limits.searchChars).optional(),
  /** Time of the first report: `from` is inclusive, `to` exclusive. */
  from: instant.optional(),
  to: instant.optional(),
  /** Only cases that are assigned to the caller, claimed by the caller, or whose notes mention the caller. */
  mine: z.literal("true").optional(),
  /** Only pending cases that wait for the caller or, with `others`, for another person. Supervisors only. */
  turn: caseTurn.optional(),
  /** Only pending cases whose time limit has passed. */
  late: z.literal("true").optional(),
});

export const caseRoutes = {
  listCases: {
    method: "GET",
    path: "/v1/cases",
    summary: "List the queue: urgent first, then by time left, severity, reach and independent reporters",
    callers: { supervisor: "unit", panelist: "panel", admin: "any", "key:read": "any" },
    query: queueQuery.extend(pageQuery),
    answer: z.object({ cases: z.array(caseRow), next: z.string().optional() }),
  },
  countTurns: {
    method: "GET",
    path: "/v1/case-turns",
    summary:
      "Count the cases that wait for the caller's decision, for the caller's confirmation, for others, and for the caller by name, and those past their limit",
    callers: { supervisor: "unit" },
    answer: turnCounts,
  },
  countViews: {
    method: "POST",
    path: "/v1/case-counts",
    summary: "Count the cases of saved views, up to a hundred of each",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    body: z.object({ views: z.array(queueQuery).max(limits.savedViews) }),
    answer: z.object({ counts: z.array(z.int()) }),
  },
  getCase: {
    method: "GET",
    path: "/v1/cases/:id",
    summary: "Get a case with its reports, reviews, decisions and log",
    callers: { supervisor: "unit", panelist: "panel", admin: "any", "key:read": "any" },
    params: idParams,
    answer: caseView,
  },
  getFile: {
    method: "GET",
    path: "/v1/cases/:id/files/:sha256",
    summary: "Get a picture of a case reduced to a few grey spots, as PNG",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    params: z.object({ id, sha256 }),
    answer: "file",
  },
  revealFile: {
    method: "POST",
    path: "/v1/cases/:id/files/:sha256/reveals",
    summary:
      "Get a file of a case as it was sealed; the access is logged, once per hour for each person, file and reason",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    params: z.object({ id, sha256 }),
    /** Panelists need a reason for adult material. */
    query: z.object({ reason: revealReason.optional() }),
    answer: "file",
  },
  exportCase: {
    method: "GET",
    path: "/v1/cases/:id/exports/:format",
    summary: "Export a case as a web archive, as a dossier or as JSON; each export is logged",
    callers: { supervisor: "unit", admin: "any" },
    params: z.object({ id, format: exportFormat }),
    query: z.object({ language: language.default("id") }),
    answer: "file",
    fileTypes: ["application/wacz", "application/pdf", "text/html", "application/json"],
  },
  decide: {
    method: "POST",
    path: "/v1/cases/:id/decisions",
    summary:
      "Approve, reject, recategorise or escalate a case; takes effect when a second supervisor confirms it",
    callers: { supervisor: "unit" },
    params: idParams,
    body: decisionInput,
    answer: decisionView,
  },
  answerDecision: {
    method: "POST",
    path: "/v1/decisions/:id/answer",
    summary: "Confirm or refuse a colleague's decision, or undo the caller's own while it is unconfirmed",
    callers: { supervisor: "unit" },
    params: idParams,
    body: answerInput,
    answer: decisionView,
  },
} as const;
