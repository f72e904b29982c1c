/** Desk routes beyond a single decision: bulk decisions, panels, questions, similarity and records. */

import { z } from "zod";
import { groupedCase } from "../case.ts";
import { claimRoute } from "../claim.ts";
import { bulkAnswerInput, bulkInput, bulkOutcome, decisionView, panelView, voteInput } from "../decision.ts";
import { questionAnswerInput, questionInput, questionView, reporterAccuracy } from "../desk.ts";
import { groupSummary, regroupInput } from "../group.ts";
import { id, shortText } from "../ids.ts";
import { limits } from "../limits.ts";
import { idParams } from "../route.ts";

export const deskRoutes = {
  decideBulk: {
    method: "POST",
    path: "/v1/decisions/bulk",
    summary:
      "Propose the same decision for many cases of one group; each takes effect when a second supervisor confirms it",
    callers: { supervisor: "unit" },
    body: bulkInput,
    answer: bulkOutcome,
  },
  answerBulk: {
    method: "POST",
    path: "/v1/decisions/bulk/:id/answer",
    summary: "Confirm, refuse or undo decisions that were made together",
    callers: { supervisor: "unit" },
    params: idParams,
    body: bulkAnswerInput,
    answer: bulkOutcome,
  },
  vote: {
    method: "POST",
    path: "/v1/decisions/:id/votes",
    summary: "Vote as a panelist on a disputed decision or a sampled approval; two of three votes settle it",
    callers: { panelist: "panel" },
    params: idParams,
    body: voteInput,
    answer: decisionView,
  },
  getPanel: {
    method: "GET",
    path: "/v1/panel",
    summary:
      "Get whether a panel can be formed, the decisions that wait for it, and the approvals in force that it found wrong",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    answer: panelView,
  },
  claimCase: claimRoute,
  askReporter: {
    method: "POST",
    path: "/v1/cases/:id/questions",
    summary: "Ask the reporter of one of the case's reports a question",
    callers: { supervisor: "unit" },
    params: idParams,
    body: questionInput,
    answer: questionView,
  },
  answerQuestion: {
    method: "POST",
    path: "/v1/questions/:id/answer",
    summary: "Answer a question about the caller's own report",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    params: idParams,
    body: questionAnswerInput,
    answer: questionView,
  },
  askReviewers: {
    method: "POST",
    path: "/v1/cases/:id/review-requests",
    summary: "Send a case to trusted reviewers",
    callers: { supervisor: "unit" },
    params: idParams,
    body: z.strictObject({ reason: shortText(limits.reasonChars) }),
    answer: z.object({ reviewAsked: z.literal(true) }),
  },
  regroupCase: {
    method: "POST",
    path: "/v1/cases/:id/likeness",
    summary: "Merge a case with a similar one, split it again, or move it into or out of a group",
    callers: { supervisor: "unit" },
    params: idParams,
    body: regroupInput,
    /** The case that the question belongs to after the act. */
    answer: z.object({ caseId: id }),
  },
  getGroup: {
    method: "GET",
    path: "/v1/groups/:id",
    summary: "List cases similar to this one, with the reason and the distance of each",
    callers: { supervisor: "unit", admin: "any" },
    params: idParams,
    answer: z.object({
      group: groupSummary,
      /** Highest priority first, at most as many as one act may decide. */
      cases: z.array(groupedCase),
    }),
  },
  listUnits: {
    method: "GET",
    path: "/v1/units",
    summary: "List the names of the units, for filters",
    callers: { supervisor: "any", panelist: "any", admin: "any" },
    answer: z.object({ units: z.array(z.string()) }),
  },
  getRecord: {
    method: "GET",
    path: "/v1/me/record",
    summary: "Count the outcomes of the caller's own reports",
    callers: { officer: "own", vlogger: "own", supervisor: "own" },
    answer: reporterAccuracy,
  },
} as const;
