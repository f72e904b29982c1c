/** One exam question: an invented post, the category in question, and two answers. */

import { useEffect, useRef } from "preact/hooks";
import { examKeyDelayMs } from "../../../utils/extension/browser/delays.ts";
import type { ExamQuestion } from "../../../utils/shared/contract/exam.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useKeys } from "../../ui/use-keys.ts";

export interface ExamQuestionCardProps {
  question: ExamQuestion;
  count: number;
  closesAt: string;
  sending: boolean;
  problem: Problem | undefined;
  onAnswer(violates: boolean): void;
  onLeave(): void;
}

const choices = [
  { key: "1", violates: true, verdict: "violates" },
  { key: "2", violates: false, verdict: "does-not" },
] as const;

export function ExamQuestionCard(props: ExamQuestionCardProps) {
  const { language, t, words } = useLanguage();
  const { no, category, post } = props.question;
  const heading = useRef<HTMLHeadingElement>(null);
  const since = useRef(Date.now());
  // Focuses the heading, not an answer: a double press must not answer the next question.
  useEffect(() => heading.current?.focus(), []);
  useKeys({
    digit: (pressed) => {
      const choice = choices.find(({ key }) => key === pressed);
      if (!choice) return false;
      // A second press would answer the question that has just appeared.
      if (Date.now() - since.current >= examKeyDelayMs) props.onAnswer(choice.violates);
    },
  });
  return (
    <article class="pane exam" data-testid="exam-question" data-no={no}>
      <header class="case-head">
        <IconButton
          label={t("exam.leave")}
          icon={ArrowLeft}
          data-testid="exam-leave"
          onClick={props.onLeave}
        />
        <h2 class="title" ref={heading} tabIndex={-1} data-testid="exam-number">
          {t("exam.number", { no, count: props.count })}
        </h2>
      </header>
      <progress class="exam-progress" max={props.count} value={no - 1} aria-hidden="true" />
      <p class="try-post exam-post" data-testid="exam-post">
        {words(post)}
      </p>
      <div>
        <p id="exam-asked" class="exam-asked">
          {t("exam.asked", { category: words(categories[category].label) })}
        </p>
        <p class="small muted">{words(categories[category].hint)}</p>
      </div>
      {props.problem ? <Failure problem={props.problem} /> : null}
      <fieldset class="exam-answers" aria-labelledby="exam-asked">
        {choices.map(({ key, violates, verdict }) => (
          <button
            key={key}
            type="button"
            class="button"
            aria-disabled={props.sending}
            data-testid={`exam-${verdict}`}
            onClick={({ detail }) => {
              // The second click of a double click would answer the question that has just appeared.
              if (detail < 2) props.onAnswer(violates);
            }}
          >
            <kbd>{key}</kbd>
            {t(`verdict.${verdict}`)}
          </button>
        ))}
      </fieldset>
      <p class="small muted">{t("exam.final", { time: dateTime(language, props.closesAt) })}</p>
    </article>
  );
}
