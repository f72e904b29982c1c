/** One handler per route of the contract; the compiler names what is missing. */

import type { Handlers } from "../http/mount.ts";
import { listCanaries, sendCanaries } from "./canaries.ts";
import { getCase, listCases } from "./cases.ts";
import { getInclusion, getKeys } from "./custody.ts";
import { answerDecision, decide } from "./decisions.ts";
import { enrol, enrolBySignOn, getSignOn, whoAmI } from "./enrolment.ts";
import { exportCase } from "./exports.ts";
import { getFile, revealFile } from "./files.ts";
import { getRecipes } from "./recipes.ts";
import { listOwnReports, sendFile, sendReport, withdrawReport } from "./reports.ts";
import { listTasks, sendReview } from "./reviews.ts";
import { listSelfReviews, sendSelfReview } from "./self-reviews.ts";

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
  listTasks,
  sendReview,
  sendSelfReview,
  listSelfReviews,
  sendCanaries,
  listCanaries,
};
