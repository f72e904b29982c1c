/** Tables of texts by the pages that show them. The build writes one file per group and language. */

import { administrationTexts } from "./texts/administration.ts";
import { administrationProblems } from "./texts/administration-problems.ts";
import { alertTexts } from "./texts/alert-notices.ts";
import { alertScreenTexts } from "./texts/alerts.ts";
import { buttonTexts } from "./texts/button.ts";
import { selectTexts } from "./texts/capture-script.ts";
import { caseTexts } from "./texts/case.ts";
import { cohortTexts } from "./texts/cohort.ts";
import { boardTexts } from "./texts/commitments.ts";
import { decisionListTexts } from "./texts/decision-list.ts";
import { deskTexts } from "./texts/desk.ts";
import { evidenceTexts } from "./texts/evidence.ts";
import { examTexts } from "./texts/exam.ts";
import { formTexts } from "./texts/form.ts";
import { keysTexts } from "./texts/keyboard-shortcuts.ts";
import { lessonTexts } from "./texts/lessons.ts";
import { managedTexts } from "./texts/managed-policy.ts";
import { names } from "./texts/names.ts";
import { objectionTexts } from "./texts/objection.ts";
import { onDemandTexts } from "./texts/on-demand.ts";
import { optionsTexts } from "./texts/options.ts";
import { checksTexts } from "./texts/outcome-checks.ts";
import { ownReportTexts } from "./texts/own-reports.ts";
import { peopleTexts } from "./texts/people.ts";
import { problems } from "./texts/problems.ts";
import { proposalTexts } from "./texts/proposals.ts";
import { queueTexts } from "./texts/queue.ts";
import { healthTexts } from "./texts/recipe-health.ts";
import { recipesTexts } from "./texts/recipes.ts";
import { recorderTexts } from "./texts/recorder.ts";
import { referralProblemTexts } from "./texts/referral-problems.ts";
import { referralTexts } from "./texts/referrals.ts";
import { requestActTexts } from "./texts/request-acts.ts";
import { requestMakingTexts } from "./texts/request-making.ts";
import { requestProblems } from "./texts/request-problems.ts";
import { requestTexts } from "./texts/requests.ts";
import { reviewTexts } from "./texts/review.ts";
import { trustTexts } from "./texts/reviewer-quality.ts";
import { selfReviewTexts } from "./texts/self-review.ts";
import { signOnTexts } from "./texts/sign-on.ts";
import { vloggerTexts } from "./texts/vlogger.ts";
import { welcomeTexts } from "./texts/welcome.ts";

const tables = {
  base: [problems, names, peopleTexts, selectTexts],
  home: [ownReportTexts],
  form: [formTexts, evidenceTexts, buttonTexts],
  welcome: [welcomeTexts],
  settings: [optionsTexts, recipesTexts, managedTexts, signOnTexts, recorderTexts],
  alerts: [alertTexts, alertScreenTexts],
  work: [keysTexts, deskTexts, vloggerTexts, trustTexts],
  desk: [reviewTexts, caseTexts, queueTexts, objectionTexts, decisionListTexts],
  requests: [
    requestTexts,
    requestMakingTexts,
    requestActTexts,
    checksTexts,
    referralTexts,
    boardTexts,
    healthTexts,
    proposalTexts,
    requestProblems,
    referralProblemTexts,
  ],
  vloggers: [cohortTexts, examTexts, lessonTexts, selfReviewTexts],
  admin: [administrationTexts, administrationProblems],
  onDemand: [onDemandTexts],
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
  ["problem.other-person", "home"],
  ["problem.not-a-reporter", "form"],
  ["problem.recipes-publisher", "requests"],
  ["problem.colleague-blind", "desk"],
  ["problem.colleague-bound", "desk"],
  ["problem.split-withheld", "desk"],
  ["problem.split-reversed", "desk"],
  ["problem.proposer-barred", "desk"],
]);

/** Shown on the first page of every role: problems everywhere, and what an officer reads about a decision. */
const groupOfStart: readonly (readonly [start: string, group: TextGroup])[] = [
  ["problem.", "base"],
  ["caseState.", "home"],
  ["home.desk", "home"],
  ["home.sections", "home"],
  ["home.waiting", "home"],
  ["held.", "desk"],
  ["alerts.decideAgain", "desk"],
  ["own.withdrawn", "home"],
  ["own.withdraw", "onDemand"],
  ["options.dropped", "onDemand"],
  ["dropped.", "onDemand"],
  ["own.remove", "onDemand"],
  ["own.outcome", "onDemand"],
  ["own.asked", "onDemand"],
  ["own.action", "onDemand"],
  ["own.why", "onDemand"],
  ["own.decidedAt", "onDemand"],
  ["own.inCategory", "onDemand"],
  ["own.openPost", "onDemand"],
  ["own.", "home"],
  ["outboxState.", "home"],
  ["field.", "form"],
  ["relation.", "form"],
  ["unavailable.", "form"],
  ["count.", "form"],
  ["audience.", "form"],
  ["select.label", "home"],
  ["select.", "onDemand"],
  ["question.", "onDemand"],
  ["referralOutcome.", "home"],
  ["watchOutcome.", "home"],
  ["make.act", "desk"],
  ["page.", "home"],
  ["keys.", "work"],
  ["timecode.", "work"],
  ["logAct.", "desk"],
  ["act.", "desk"],
  ["back.", "desk"],
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
