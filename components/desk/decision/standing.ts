/** Describes a case's severity, reach and number of voices in a few words. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { number, shortNumber } from "../../../utils/shared/i18n/time.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";

const grades = [1, 2, 3, 4] as const;

/** For example `berat`; the grade is the quarter of all categories by severity. */
function severityWord(language: Language, severity: number): string {
  const quarter = Math.ceil((severity / strictness.length) * grades.length);
  const grade = grades.find((one) => one >= quarter) ?? 4;
  return text(language, `queue.severity${grade}`);
}

/** The sort keys after the deadline, most important first. */
export function priorityWords(
  language: Language,
  { severity, reach, voices }: CaseRow["standing"],
): string[] {
  const rounded = Math.round(voices * 10) / 10;
  // Most cases have less than one voice (one new reporter); only the opened case shows that.
  const heard = rounded >= 1;
  return [
    severityWord(language, severity),
    ...(reach > 0 ? [text(language, "standing.reach", { reach: shortNumber(language, reach) })] : []),
    ...(heard ? [text(language, "queue.voices", { voices: number(language, rounded) })] : []),
  ];
}
