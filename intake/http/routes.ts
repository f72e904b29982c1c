/** One handler per route of the work; the compiler reports missing ones. */

import type { proposalRoutes } from "../../utils/shared/contract/routes/recipe-proposals.ts";
import type { WorkRouteName } from "../../utils/shared/contract/work-routes.ts";
import { acknowledgeAlert, listAlerts } from "../alerts/routes/alerts.ts";
import { addOnCall, listOnCall, removeOnCall } from "../alerts/routes/on-call.ts";
import { getAlertPreferences, setAlertPreferences, tryAlert } from "../alerts/routes/preferences.ts";
import { getInclusion, getKeys } from "../audit-log/routes/audit-log.ts";
import { claimCase } from "../cases/routes/claims.ts";
import { getFile, revealFile } from "../cases/routes/files.ts";
import { getCaseLinks, lookAtLink } from "../cases/routes/link-inspections.ts";
import {
  addNote,
  assignCase,
  handOver,
  listCaseColleagues,
  listColleagues,
  seeTeamwork,
} from "../cases/routes/teamwork.ts";
import type { Handlers } from "../core/handler.ts";
import { answerBulk, decideBulk } from "../decisions/routes/bulk.ts";
import { exportDecisions, listDecisions } from "../decisions/routes/decision-list.ts";
import { answerDecision, decide, getPanel, vote } from "../decisions/routes/decisions.ts";
import { countCaseTurns, countViews, getCase, listCases } from "../desk/routes/cases.ts";
import { getGroup, regroupCase } from "../desk/routes/groups.ts";
import { getHanded } from "../exports/routes/evidence-link.ts";
import { exportCase } from "../exports/routes/exports.ts";
import { hearObjection, listObjections, objectAsPlatform } from "../objections/routes/objections.ts";
import { enrol, enrolBySignOn, getSignOn, listUnits, whoAmI } from "../people/routes/enrolment.ts";
import {
  decideRecipeProposal,
  listRecipeProposals,
  sendRecipeProposal,
} from "../recipes/routes/proposals.ts";
import { getRecipes, listCanaries, sendCanaries } from "../recipes/routes/recipes.ts";
import {
  answerReferral,
  changeReferralChannel,
  closeReferral,
  getReferral,
  getReferralLetter,
  listPartnerChannels,
  listReferrals,
  markReferralSent,
} from "../referrals/routes/referrals.ts";
import { listWatches, lookAtWatch } from "../referrals/routes/watches.ts";
import { getFilter, listReported } from "../reports/routes/known-subjects.ts";
import { getRecord, listForgotten } from "../reports/routes/own-record.ts";
import { answerQuestion, askReporter } from "../reports/routes/questions.ts";
import { listOwnReports, sendFile, sendReport, withdrawReport } from "../reports/routes/reports.ts";
import { getLetter } from "../requests/routes/letters.ts";
import { addCheck, listChecks, sendCheckPicture } from "../requests/routes/outcome-checks.ts";
import {
  answerRequest,
  changeChannel,
  listChannels,
  markSent,
  sendReprimand,
} from "../requests/routes/request-acts.ts";
import {
  getRequest,
  listReady,
  listRequests,
  makeRequest,
  previewRequest,
  withdrawRequest,
} from "../requests/routes/requests.ts";
import { getBoard, getFigures, listDeciders } from "../statistics/routes/board.ts";
import {
  getVlogger,
  inviteVlogger,
  listCohort,
  listInvitations,
  pauseVlogger,
  recordConflict,
  revokeInvitation,
  saveVlogger,
  undeclareFor,
} from "../vloggers/routes/cohort.ts";
import { getCourse, noteLessons } from "../vloggers/routes/course.ts";
import { answerExam, beginExam, checkCertificate, getExam } from "../vloggers/routes/exams.ts";
import { listGolden, setGolden } from "../vloggers/routes/golden.ts";
import { declareChannel, listOwnChannels } from "../vloggers/routes/own-channels.ts";
import { askReviewers, claimTask, listTasks, sendReview, skipTask } from "../vloggers/routes/reviews.ts";
import { listSelfReviews, sendSelfReview, setSelfReviewOpen } from "../vloggers/routes/self-reviews.ts";
import { getVloggerRecord } from "../vloggers/routes/vlogger-record.ts";

export const workHandlers: Pick<Handlers, WorkRouteName | keyof typeof proposalRoutes> = {
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
  countTurns: countCaseTurns,
  countViews,
  getCase,
  getFile,
  revealFile,
  exportCase,
  listDecisions,
  exportDecisions,
  decide,
  answerDecision,
  decideBulk,
  answerBulk,
  vote,
  claimCase,
  addNote,
  seeTeamwork,
  assignCase,
  listCaseColleagues,
  listColleagues,
  handOver,
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
  listDeciders,
  getPanel,
  listObjections,
  hearObjection,
  objectAsPlatform,
  sendCanaries,
  listCanaries,
  sendRecipeProposal,
  listRecipeProposals,
  decideRecipeProposal,
  answerRequest,
  markSent,
  changeChannel,
  listChannels,
  listChecks,
  addCheck,
  sendCheckPicture,
  listReferrals,
  getReferral,
  getReferralLetter,
  answerReferral,
  markReferralSent,
  changeReferralChannel,
  closeReferral,
  listPartnerChannels,
  listWatches,
  lookAtWatch,
  listAlerts,
  acknowledgeAlert,
  getAlertPreferences,
  setAlertPreferences,
  tryAlert,
  listOnCall,
  addOnCall,
  removeOnCall,
};
