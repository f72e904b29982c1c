/** A question of a finished exam: the post, the given and the right answer, and the reason. */

import type { AnsweredQuestion } from "../../../utils/shared/contract/exam.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { elements } from "../../../utils/shared/policy/elements.ts";
import { useLanguage } from "../../ui/language.ts";

export function AnsweredCard({ question }: { question: AnsweredQuestion }) {
  const { t, words } = useLanguage();
  const { no, category, post, said, violates } = question;
  const verdictOf = (yes: boolean) => t(yes ? "verdict.violates" : "verdict.does-not");
  const isRight = said === violates;
  return (
    <li class="card try" data-testid="exam-answered" data-no={no} data-right={isRight}>
      <p class="try-post">{words(post)}</p>
      <p class="small">
        <strong class={isRight ? "try-right" : "try-wrong"}>
          {t("exam.answer", { verdict: verdictOf(violates) })}
        </strong>
        {isRight ? null : ` ${t("exam.said", { verdict: verdictOf(said) })}`}
      </p>
      <div class="small muted">
        <p>{t("learn.elements", { category: words(categories[category].short) })}</p>
        <ul class="lesson-points">
          {elements[category].map((one) => (
            <li key={one.id}>{words(one.words)}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}
