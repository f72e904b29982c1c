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
    summary: "Get the caller's progress in the lessons, whether an exam can begin, and the certificate",
    callers: { vlogger: "own" },
    answer: courseView,
  },
  noteLessons: {
    method: "POST",
    path: "/v1/me/lessons",
    summary: "Add the caller's answers in the lessons; earlier answers are kept",
    callers: { vlogger: "own" },
    body: uploadedLessons,
    answer: courseView,
  },
  beginExam: {
    method: "POST",
    path: "/v1/exams",
    summary: "Begin an exam, or return the open one",
    callers: { vlogger: "own" },
    answer: examView,
  },
  getExam: {
    method: "GET",
    path: "/v1/exams/:id",
    summary: "Get the caller's own exam: the current question, or the result",
    callers: { vlogger: "own" },
    params: idParams,
    answer: examView,
  },
  answerExam: {
    method: "POST",
    path: "/v1/exams/:id/answers",
    summary: "Answer the current question; the answer is final",
    callers: { vlogger: "own" },
    params: idParams,
    body: examAnswer,
    answer: examView,
  },
  checkCertificate: {
    method: "POST",
    path: "/v1/certificates/checks",
    summary: "Get the content of a certificate, and whether it is still valid",
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
    summary: "Make a decided case a golden case (a blind quality check of reviewers), or end that",
    callers: { supervisor: "unit" },
    params: idParams,
    body: goldenInput,
    /** Absent: no longer a golden case. */
    answer: z.object({ golden: goldenView.optional() }),
  },
  listGolden: {
    method: "GET",
    path: "/v1/golden-cases",
    summary: "List golden cases with the number and the outcome of their reviews, newest first",
    callers: { supervisor: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ golden: z.array(goldenCase), next: z.string().optional() }),
  },
  getVloggerRecord: {
    method: "GET",
    path: "/v1/me/reviews",
    summary: "Get the caller's level, accuracy, and the outcome of the newest verdicts",
    callers: { vlogger: "own" },
    answer: vloggerRecord,
  },
  listOwnChannels: {
    method: "GET",
    path: "/v1/me/channels",
    summary: "List the caller's own channels, whose videos the caller is not assigned",
    callers: { vlogger: "own" },
    answer: ownChannels,
  },
  declareChannel: {
    method: "PUT",
    path: "/v1/me/channels",
    summary: "Declare a channel as the caller's own, or take back a declaration within ten minutes",
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
    summary: "List the flagged YouTube videos assigned to this vlogger; assigns more if there are few",
    callers: { vlogger: "unit" },
    query: z.object(pageQuery),
    answer: z.object({ tasks: z.array(reviewTask), next: z.string().optional() }),
  },
  claimTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/claim",
    summary: "Lock a task for this device for ten minutes, take it over from another device, or release it",
    callers: { vlogger: "unit" },
    params: idParams,
    body: taskClaimInput,
    answer: z.object({ claim: taskClaim.optional() }),
  },
  skipTask: {
    method: "POST",
    path: "/v1/reviews/tasks/:id/skip",
    summary: "Pass a task on to another reviewer; does not affect the record",
    callers: { vlogger: "unit" },
    params: idParams,
    body: skipInput,
    answer: z.object({ skipped: z.literal(true) }),
  },
  sendReview: {
    method: "POST",
    path: "/v1/cases/:id/reviews",
    summary: "Send a verdict on an assigned case",
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
    summary:
      "List the vloggers of the caller's unit with progress, record and load, and the agreement among all reviewers",
    callers: { supervisor: "unit" },
    answer: cohort,
  },
  getVlogger: {
    method: "GET",
    path: "/v1/programme/vloggers/:id",
    summary: "Get one vlogger with languages, channels, network and conflicts",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: vloggerView,
  },
  saveVlogger: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id",
    summary: "Save a vlogger's languages, own channels and network",
    callers: { supervisor: "unit" },
    params: idParams,
    body: vloggerInput,
    answer: vloggerView,
  },
  recordConflict: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id/conflicts",
    summary: "Record a channel that a vlogger must not review, with the reason; without a reason removes it",
    callers: { supervisor: "unit" },
    params: idParams,
    body: conflictInput,
    answer: vloggerView,
  },
  undeclareFor: {
    method: "POST",
    path: "/v1/programme/vloggers/:id/undeclared",
    summary: "Remove a channel that a vlogger declared but does not own",
    callers: { supervisor: "unit" },
    params: idParams,
    body: undeclareInput,
    answer: vloggerView,
  },
  pauseVlogger: {
    method: "PUT",
    path: "/v1/programme/vloggers/:id/pause",
    summary: "Pause a vlogger with a reason; without a reason ends the pause",
    callers: { supervisor: "unit" },
    params: idParams,
    body: pauseInput,
    answer: vloggerView,
  },
  inviteVlogger: {
    method: "POST",
    path: "/v1/programme/invitations",
    summary: "Invite a vlogger to the caller's unit; returns the one-time code for the first device",
    callers: { supervisor: "unit" },
    body: invitationInput,
    answer: invitation,
  },
  listInvitations: {
    method: "GET",
    path: "/v1/programme/invitations",
    summary: "List invited vloggers who have not used their code yet",
    callers: { supervisor: "unit" },
    answer: z.object({ invitations: z.array(invitationView) }),
  },
  revokeInvitation: {
    method: "POST",
    path: "/v1/programme/invitations/:id/revocation",
    summary: "Revoke the unused code of an invited vlogger",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: z.object({ revoked: z.boolean() }),
  },
} as const;
