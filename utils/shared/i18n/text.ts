/** All texts of the extension in both languages, looked up by keys that the compiler checks. */

import type { Language } from "../contract/site.ts";
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
import { fill } from "./fill-placeholders.ts";
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
import type { TextGroup } from "./text-groups.ts";
import { vloggerTexts } from "./vlogger.ts";
import { welcomeTexts } from "./welcome.ts";

const id = {
  ...problems.id,
  ...names.id,
  ...evidenceTexts.id,
  ...buttonTexts.id,
  ...formTexts.id,
  ...selectTexts.id,
  ...reviewTexts.id,
  ...caseTexts.id,
  ...peopleTexts.id,
  ...vloggerTexts.id,
  ...ownReportTexts.id,
  ...optionsTexts.id,
  ...recorderTexts.id,
  ...healthTexts.id,
  ...proposalTexts.id,
  ...recipesTexts.id,
  ...managedTexts.id,
  ...signOnTexts.id,
  ...deskTexts.id,
  ...keysTexts.id,
  ...queueTexts.id,
  ...lessonTexts.id,
  ...examTexts.id,
  ...trustTexts.id,
  ...selfReviewTexts.id,
  ...cohortTexts.id,
  ...referralProblemTexts.id,
  ...referralTexts.id,
  ...requestProblems.id,
  ...boardTexts.id,
  ...objectionTexts.id,
  ...checksTexts.id,
  ...requestTexts.id,
  ...requestMakingTexts.id,
  ...requestActTexts.id,
  ...alertTexts.id,
  ...alertScreenTexts.id,
  ...decisionListTexts.id,
  ...welcomeTexts.id,
  ...administrationProblems.id,
  ...administrationTexts.id,
};
export type TextKey = keyof typeof id;

const en: Record<TextKey, string> = {
  ...problems.en,
  ...names.en,
  ...evidenceTexts.en,
  ...buttonTexts.en,
  ...formTexts.en,
  ...selectTexts.en,
  ...reviewTexts.en,
  ...caseTexts.en,
  ...peopleTexts.en,
  ...vloggerTexts.en,
  ...ownReportTexts.en,
  ...optionsTexts.en,
  ...recorderTexts.en,
  ...healthTexts.en,
  ...proposalTexts.en,
  ...recipesTexts.en,
  ...managedTexts.en,
  ...signOnTexts.en,
  ...deskTexts.en,
  ...keysTexts.en,
  ...queueTexts.en,
  ...lessonTexts.en,
  ...examTexts.en,
  ...trustTexts.en,
  ...selfReviewTexts.en,
  ...cohortTexts.en,
  ...referralProblemTexts.en,
  ...referralTexts.en,
  ...requestProblems.en,
  ...boardTexts.en,
  ...objectionTexts.en,
  ...checksTexts.en,
  ...requestTexts.en,
  ...requestMakingTexts.en,
  ...requestActTexts.en,
  ...alertTexts.en,
  ...alertScreenTexts.en,
  ...decisionListTexts.en,
  ...welcomeTexts.en,
  ...administrationProblems.en,
  ...administrationTexts.en,
};

export const texts: Record<Language, Record<TextKey, string>> = { id, en };

type Holes<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;

/** The values that a text needs; none for a text without placeholders. */
export type Values<K extends TextKey> = [Holes<(typeof id)[K]>] extends [never]
  ? []
  : [values: Record<Holes<(typeof id)[K]>, string | number>];

/** Does nothing here. In the extension's pages, `loaded-text.ts` takes the place of this file and loads the groups. */
export async function loadTexts(_language: Language, ..._groups: TextGroup[]): Promise<void> {}

/** Returns a text with its placeholders filled from `values`. */
export function text<K extends TextKey>(language: Language, key: K, ...[values]: Values<K>): string {
  return fill(texts[language][key], values ?? {});
}
