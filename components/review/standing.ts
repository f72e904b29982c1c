/** How grave, how widely seen and by how many voices reported a case is, in a few words. */

import type { CaseRow } from "../../utils/contract/case.ts";
import type { Language } from "../../utils/contract/site.ts";
import { text } from "../../utils/language/text.ts";
import { number, shortNumber } from "../../utils/language/time.ts";
import { strictness } from "../../utils/policy/categories.ts";

const grades = [1, 2, 3, 4] as const;

/** Such as `berat`, by the quarter of all categories in which it stands. */
function severityWord(language: Language, severity: number): string {
  const quarter = Math.ceil((severity / strictness.length) * grades.length);
  const grade = grades.find((one) => one >= quarter) ?? 4;
  return text(language, `queue.severity${grade}`);
}

/** Why it stands here after its clock: what counts next, most important first. */
export function standingWords(
  language: Language,
  { severity, reach, voices }: CaseRow["standing"],
): string[] {
  const rounded = Math.round(voices * 10) / 10;
  // Less than one voice is one newcomer, as almost every case has; the opened case tells it.
  const heard = rounded >= 1;
  return [
    severityWord(language, severity),
    ...(reach > 0 ? [text(language, "standing.reach", { reach: shortNumber(language, reach) })] : []),
    ...(heard ? [text(language, "queue.voices", { voices: number(language, rounded) })] : []),
  ];
}
