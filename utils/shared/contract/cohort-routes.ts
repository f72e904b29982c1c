/** Routes for the programme's coordinator (a supervisor): the cohort, a single vlogger, and invitations. */

import { z } from "zod";
import {
  cohort,
  conflictInput,
  invitation,
  invitationInput,
  invitationView,
  pauseInput,
  undeclareInput,
  vloggerInput,
  vloggerView,
} from "./cohort.ts";
import { idParams } from "./paging.ts";

export const cohortRoutes = {
  listCohort: {
    method: "GET",
    path: "/v1/programme/vloggers",
    summary: "The vloggers of one's unit with progress, record and load, and how far all reviewers agree",
    callers: { supervisor: "unit" },
    answer: cohort,
  },
  getVlogger: {
    method: "GET",
    path: "/v1/programme/vloggers/:id",
    summary: "One vlogger with languages, channels, network and conflicts",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: vloggerView,
  },
  saveVlogger: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id",
    summary: "What a vlogger reviews in, which channels are theirs, and which network they are with",
    callers: { supervisor: "unit" },
    params: idParams,
    body: vloggerInput,
    answer: vloggerView,
  },
  recordConflict: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id/conflicts",
    summary: "Whose channel a vlogger must not judge, and why; without a reason it is taken back",
    callers: { supervisor: "unit" },
    params: idParams,
    body: conflictInput,
    answer: vloggerView,
  },
  undeclareFor: {
    method: "POST",
    path: "/v1/programme/vloggers/:id/undeclared",
    summary: "Take a channel off a vlogger that they declared and that is not theirs",
    callers: { supervisor: "unit" },
    params: idParams,
    body: undeclareInput,
    answer: vloggerView,
  },
  pauseVlogger: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id/pause",
    summary: "Give a vlogger no more tasks, with a reason; without one they review again",
    callers: { supervisor: "unit" },
    params: idParams,
    body: pauseInput,
    answer: vloggerView,
  },
  inviteVlogger: {
    method: "POST",
    path: "/v1/programme/invitations",
    summary: "A new vlogger of one's unit, and the one-time code that makes their first device known",
    callers: { supervisor: "unit" },
    body: invitationInput,
    answer: invitation,
  },
  listInvitations: {
    method: "GET",
    path: "/v1/programme/invitations",
    summary: "Vloggers who have not used their code yet",
    callers: { supervisor: "unit" },
    answer: z.object({ invitations: z.array(invitationView) }),
  },
  revokeInvitation: {
    method: "POST",
    path: "/v1/programme/invitations/:id/revocation",
    summary: "End the unused code of an invited vlogger",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: z.object({ revoked: z.boolean() }),
  },
} as const;
