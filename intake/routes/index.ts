/** One handler per route of the contract; the compiler reports missing ones. */

import type { Handlers } from "../http/mount.ts";
import { getBoard, getFigures } from "./board.ts";
import { answerBulk, decideBulk } from "./bulk.ts";
import { listCanaries, sendCanaries } from "./canaries.ts";
import { getCase, listCases } from "./cases.ts";
import { checkCertificate } from "./certificates.ts";
import { addCheck, listChecks } from "./checks.ts";
import { claimCase } from "./claims.ts";
import { getVlogger, listCohort, pauseVlogger, recordConflict, saveVlogger, undeclareFor } from "./cohort.ts";
import { getCourse, noteLessons } from "./course.ts";
import { getInclusion, getKeys } from "./custody.ts";
import { answerDecision, decide } from "./decisions.ts";
import { enrol, enrolBySignOn, getSignOn, whoAmI } from "./enrolment.ts";
import { answerExam, beginExam, getExam } from "./exams.ts";
import { exportCase } from "./exports.ts";
import { getFile, revealFile } from "./files.ts";
import { listGolden, setGolden } from "./golden.ts";
import { getHanded } from "./handed.ts";
import { inviteVlogger, listInvitations, revokeInvitation } from "./invitations.ts";
import { getLetter } from "./letters.ts";
import { getGroup, regroupCase } from "./likeness.ts";
import { getCaseLinks, lookAtLink } from "./links.ts";
import { hearObjection, listObjections, objectAsPlatform } from "./objections.ts";
import { declareChannel, listOwnChannels } from "./own-channels.ts";
import { getRecord, listForgotten } from "./own-record.ts";
import { vote } from "./panel.ts";
import { answerQuestion, askReporter, askReviewers } from "./questions.ts";
import { getRecipes } from "./recipes.ts";
import { getFilter, listReported } from "./reported.ts";
import { listOwnReports, sendFile, sendReport, withdrawReport } from "./reports.ts";
import { listReady, sendReprimand } from "./reprimands.ts";
import { answerRequest, changeChannel, listChannels, markSent } from "./request-answers.ts";
import { getRequest, listRequests, makeRequest, previewRequest, withdrawRequest } from "./requests.ts";
import { claimTask, listTasks, sendReview, skipTask } from "./reviews.ts";
import { listSelfReviews, sendSelfReview, setSelfReviewOpen } from "./self-reviews.ts";
import { listUnits } from "./units.ts";
import { getVloggerRecord } from "./vlogger-record.ts";

export const handlers: Handlers = {
  enrol,
  getSignOn,
  enrolBySignOn,
  whoAmI,
  getRecipes,
  getKeys,
  sendReport,
  sendFile,
  withdrawReport,
  getInclusion,
  listOwnReports,
  listCases,
  getCase,
  getFile,
  revealFile,
  exportCase,
  decide,
  answerDecision,
  decideBulk,
  answerBulk,
  vote,
  claimCase,
  askReporter,
  answerQuestion,
  askReviewers,
  regroupCase,
  getGroup,
  getCaseLinks,
  lookAtLink,
  listUnits,
  getRecord,
  listForgotten,
  getFilter,
  listReported,
  getCourse,
  noteLessons,
  beginExam,
  getExam,
  answerExam,
  checkCertificate,
  setGolden,
  listGolden,
  getVloggerRecord,
  listOwnChannels,
  declareChannel,
  listTasks,
  claimTask,
  skipTask,
  sendReview,
  sendSelfReview,
  listSelfReviews,
  setSelfReviewOpen,
  listCohort,
  getVlogger,
  saveVlogger,
  recordConflict,
  undeclareFor,
  pauseVlogger,
  inviteVlogger,
  listInvitations,
  revokeInvitation,
  listReady,
  sendReprimand,
  previewRequest,
  makeRequest,
  listRequests,
  getRequest,
  getLetter,
  getHanded,
  withdrawRequest,
  getBoard,
  getFigures,
  listObjections,
  hearObjection,
  objectAsPlatform,
  sendCanaries,
  listCanaries,
  answerRequest,
  markSent,
  changeChannel,
  listChannels,
  listChecks,
  addCheck,
};
