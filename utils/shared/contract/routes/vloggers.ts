/** Routes of the vlogger programme: lessons, exams, reviews, reviewer levels, and the cohort with its invitations. */

import { z } from "zod";
import { certificateCheck, checkedCertificate } from "../certificate.ts";
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
} from "../cohort.ts";
import { courseView, examAnswer, examView } from "../exam.ts";
import { goldenCase, goldenInput, goldenView } from "../golden.ts";
import { uploadedLessons } from "../lesson.ts";
import { declarationInput, ownChannels } from "../own-channels.ts";
import { reviewInput, reviewTask, reviewView, skipInput, taskClaim, taskClaimInput } from "../review.ts";
import { idParams, pageQuery } from "../route.ts";
import { vloggerRecord } from "../vlogger-record.ts";

/** Routes for training: lessons, the exam, and certificate checks, which every enrolled person may do. */
export const learnRoutes = {
  getCourse: {
    method: "GET",
    path: "/v1/me/course",
    summary: "How far one has come with the lessons, whether an exam can be begun, and the certificate",
    callers: { vlogger: "own" },
    answer: courseView,
  },
  noteLessons: {
    method: "POST",
    path: "/v1/me/lessons",
    summary: "Note what was answered in the lessons; nothing answered before is lost",
    callers: { vlogger: "own" },
    body: uploadedLessons,
    answer: courseView,
  },
  beginExam: {
    method: "POST",
    path: "/v1/exams",
    summary: "Begin the exam, or the one that is open already",
    callers: { vlogger: "own" },
    answer: examView,
  },
  getExam: {
    method: "GET",
    path: "/v1/exams/:id",
    summary: "One's own exam: the question to answer now, or the result",
    callers: { vlogger: "own" },
    params: idParams,
    answer: examView,
  },
  answerExam: {
    method: "POST",
    path: "/v1/exams/:id/answers",
    summary: "Answer the question that is next, for good",
    callers: { vlogger: "own" },
    params: idParams,
    body: examAnswer,
    answer: examView,
  },
  checkCertificate: {
    method: "POST",
    path: "/v1/certificates/checks",
    summary: "What a certificate says, and whether it still counts",
    callers: { vlogger: "any", supervisor: "any", admin: "any" },
    body: certificateCheck,
    answer: checkedCertificate,
  },
} as const;

/** Routes for reviewer quality: golden cases for supervisors, and a vlogger's own record and channels. */
export const trustRoutes = {
  setGolden: {
    method: "POST",
    path: "/v1/cases/:id/golden",
    summary: "Try reviewers with a decided case without their knowing, or end that",
    callers: { supervisor: "unit" },
    params: idParams,
    body: goldenInput,
    /** Absent: no longer a golden case. */
    answer: z.object({ golden: goldenView.optional() }),
  },
  listGolden: {
    method: "GET",
    path: "/v1/golden-cases",
    summary: "Cases that try reviewers, with how often they were met and how they were judged, newest first",
    callers: { supervisor: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ golden: z.array(goldenCase), next: z.string().optional() }),
  },
  getVloggerRecord: {
    method: "GET",
    path: "/v1/me/reviews",
    summary: "One's own rank, how often one's verdicts were right, and what became of the newest",
    callers: { vlogger: "own" },
    answer: vloggerRecord,
  },
  listOwnChannels: {
    method: "GET",
    path: "/v1/me/channels",
    summary: "The channels whose videos one is not given because they are one's own",
    callers: { vlogger: "own" },
    answer: ownChannels,
  },
  declareChannel: {
    method: "PUT",
    path: "/v1/me/channels",
    summary: "Declare a channel as one's own, or take back what was declared by mistake a moment ago",
    callers: { vlogger: "own" },
    body: declarationInput,
    answer: ownChannels,
  },
} as const;

/** Routes for a vlogger's tasks: list, claim, pass on, and give a verdict. */
export const reviewRoutes = {
  listTasks: {
    method: "GET",
    path: "/v1/reviews/tasks",
    summary: "Flagged YouTube videos that were given to this vlogger; whoever has few is given more",
    callers: { vlogger: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ tasks: z.array(reviewTask), next: z.string().optional() }),
  },
  claimTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/claim",
    summary: "Hold a task at this device for ten minutes, take it over from another one, or let it go",
    callers: { vlogger: "unit" },
    params: idParams,
    body: taskClaimInput,
    answer: z.object({ claim: taskClaim.optional() }),
  },
  skipTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/skip",
    summary: "Pass a task on to another reviewer; it costs nothing",
    callers: { vlogger: "unit" },
    params: idParams,
    body: skipInput,
    answer: z.object({ skipped: z.literal(true) }),
  },
  sendReview: {
    method: "POST",
    path: "/v1/cases/:id/reviews",
    summary: "A vlogger's verdict on a case that was given to them",
    callers: { vlogger: "unit" },
    params: idParams,
    body: reviewInput,
    answer: reviewView,
  },
} as const;

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
