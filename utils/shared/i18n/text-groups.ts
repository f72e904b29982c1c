/** Tables of texts by the pages that show them. The build writes one file per group and language. */

import { administrationTexts } from "./administration.ts";
import { administrationProblems } from "./administration-problems.ts";
import { alertTexts } from "./alert-notices.ts";
import { alertScreenTexts } from "./alerts.ts";
import { buttonTexts } from "./button.ts";
import { selectTexts } from "./capture-script.ts";
import { caseTexts } from "./case.ts";
import { cohortTexts } from "./cohort.ts";
import { boardTexts } from "./commitments.ts";
import { decisionListTexts } from "./decision-list.ts";
import { deskTexts } from "./desk.ts";
import { evidenceTexts } from "./evidence.ts";
import { examTexts } from "./exam.ts";
import { formTexts } from "./form.ts";
import { keysTexts } from "./keyboard-shortcuts.ts";
import { lessonTexts } from "./lessons.ts";
import { managedTexts } from "./managed-policy.ts";
import { names } from "./names.ts";
import { objectionTexts } from "./objection.ts";
import { optionsTexts } from "./options.ts";
import { checksTexts } from "./outcome-checks.ts";
import { ownReportTexts } from "./own-reports.ts";
import { peopleTexts } from "./people.ts";
import { problems } from "./problems.ts";
import { proposalTexts } from "./proposals.ts";
import { queueTexts } from "./queue.ts";
import { healthTexts } from "./recipe-health.ts";
import { recipesTexts } from "./recipes.ts";
import { recorderTexts } from "./recorder.ts";
import { referralProblemTexts } from "./referral-problems.ts";
import { referralTexts } from "./referrals.ts";
import { requestActTexts } from "./request-acts.ts";
import { requestMakingTexts } from "./request-making.ts";
import { requestProblems } from "./request-problems.ts";
import { requestTexts } from "./requests.ts";
import { reviewTexts } from "./review.ts";
import { trustTexts } from "./reviewer-quality.ts";
import { selfReviewTexts } from "./self-review.ts";
import { signOnTexts } from "./sign-on.ts";
import { vloggerTexts } from "./vlogger.ts";
import { welcomeTexts } from "./welcome.ts";

const tables = {
  base: [problems, names, peopleTexts, selectTexts],
  home: [ownReportTexts],
  form: [formTexts, evidenceTexts, buttonTexts],
  welcome: [welcomeTexts],
  settings: [optionsTexts, recipesTexts, managedTexts, signOnTexts, recorderTexts],
  alerts: [alertTexts, alertScreenTexts],
  work: [keysTexts, deskTexts, vloggerTexts, trustTexts, checksTexts],
  desk: [reviewTexts, caseTexts, queueTexts, objectionTexts, decisionListTexts],
  requests: [
    requestTexts,
    requestMakingTexts,
    requestActTexts,
    referralTexts,
    boardTexts,
    healthTexts,
    proposalTexts,
    requestProblems,
    referralProblemTexts,
  ],
  vloggers: [cohortTexts, examTexts, lessonTexts, selfReviewTexts],
  admin: [administrationTexts, administrationProblems],
} as const;

export type TextGroup = keyof typeof tables;

export const textGroups = Object.keys(tables) as TextGroup[];

export type TextTable = (typeof tables)[TextGroup][number];

export const textTables: readonly TextTable[] = Object.values(tables).flat();

/** Problems that only acts in one section have. */
const problemsOfGroups = new Map<string, TextGroup>([
  ...[requestProblems, referralProblemTexts].flatMap(({ id }) =>
    Object.keys(id).map((key) => [key, "requests"] as const),
  ),
  ...Object.keys(administrationProblems.id).map((key) => [key, "admin"] as const),
  ["problem.recipes-publisher", "requests"],
  ["problem.colleague-blind", "desk"],
  ["problem.colleague-bound", "desk"],
]);

/** Shown on the first page of every role: problems everywhere, and what an officer reads about a decision. */
const groupOfStart: readonly (readonly [start: string, group: TextGroup])[] = [
  ["problem.", "base"],
  ["caseState.", "home"],
  ["held.", "desk"],
  ["own.", "home"],
  ["referralOutcome.", "home"],
  ["watchOutcome.", "home"],
  ["make.act", "desk"],
  ["keys.", "work"],
  ["logAct.", "desk"],
  ["act.", "desk"],
  ["rank.", "work"],
  ["selfSeen.", "work"],
  ["export.", "work"],
  // Names of the sections.
  ["review.queue", "home"],
  ["alerts.tab", "home"],
  ["vlogger.tasks", "base"],
  ["learn.title", "home"],
  ["self.tab", "home"],
  ["cohort.title", "home"],
  ["board.tab", "home"],
  ["health.title", "home"],
  ["request.tab", "home"],
  ["decisions.tab", "home"],
  ["checks.tab", "home"],
  ["admin.tab", "home"],
];

/** The group of each key. */
export function groupOfKeys(): Map<string, TextGroup> {
  const groups = new Map<string, TextGroup>();
  for (const group of textGroups)
    for (const { id } of tables[group])
      for (const key of Object.keys(id)) groups.set(key, groupOf(key, group));
  return groups;
}

function groupOf(key: string, ofTable: TextGroup): TextGroup {
  const ofProblem = problemsOfGroups.get(key);
  if (ofProblem) return ofProblem;
  return groupOfStart.find(([start]) => key.startsWith(start))?.[1] ?? ofTable;
}
