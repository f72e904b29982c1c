/** The course of a case, oldest event first, each with the result of its check. */

import type { Language } from "../utils/shared/contract/site.ts";
import { type VerifyKey, verifyText } from "../utils/shared/i18n/verify.ts";
import { courseOf } from "../utils/shared/verify/describe-verdict.ts";
import type { Verdict } from "../utils/shared/verify/verdict.ts";

const marks: Record<string, { sign: string; word: VerifyKey }> = {
  true: { sign: "✓", word: "findings.holds" },
  false: { sign: "✕", word: "findings.fails" },
  unknown: { sign: "?", word: "findings.unknown" },
};

export function Course({ language, verdict }: { language: Language; verdict: Verdict }) {
  const lines = courseOf(language, verdict);
  if (lines.length === 0) return null;
  return (
    <section class="card" data-testid="course">
      <h2>{verifyText(language, "course.title")}</h2>
      <ol class="course">
        {lines.map(({ at, holds, text }) => {
          const mark = marks[String(holds)];
          return (
            <li key={`${at} ${text}`} data-testid="course-line" data-holds={String(holds)}>
              <span class="mark" aria-hidden="true">
                {mark?.sign}
              </span>
              <span class="hidden-text">{mark && `${verifyText(language, mark.word)}: `}</span>
              <bdi>{text}</bdi>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
