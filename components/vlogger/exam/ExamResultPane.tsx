/** The result of an exam: score per lesson, and the right answers. */

import { useEffect, useRef } from "preact/hooks";
import type { AnsweredQuestion, ExamResult } from "../../../utils/shared/contract/exam.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { examRule } from "../../../utils/shared/policy/exam.ts";
import type { LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { AnsweredCard } from "../lessons/AnsweredCard.tsx";
import { passLine } from "./pass-line.ts";

export interface ExamResultPaneProps {
  result: ExamResult;
  problem: Problem | undefined;
  titleOf(lesson: LessonId): string;
  onBack(): void;
}

export function ExamResultPane({ result, problem, titleOf, onBack }: ExamResultPaneProps) {
  const { t } = useLanguage();
  const { passed, right, of: count } = result;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isRight = ({ said, violates }: AnsweredQuestion) => said === violates;
  const wrong = result.questions.filter((one) => !isRight(one));
  const rights = result.questions.filter(isRight);
  return (
    <article class="pane exam" data-testid="exam-result" data-passed={passed}>
      <header class="case-head">
        <IconButton label={t("learn.back")} icon={ArrowLeft} data-testid="exam-leave" onClick={onBack} />
        <h2 class="title" ref={heading} tabIndex={-1}>
          {t(passed ? "exam.passed" : "exam.failed")}
        </h2>
      </header>
      {problem ? <Failure problem={problem} /> : null}
      <p>
        {t("exam.sum", { right, count })} <span class="muted">{t("exam.needed", passLine(count))}</span>
      </p>
      <section class="lesson-part">
        <h3>{t("exam.perLesson")}</h3>
        <ul class="exam-lessons">
          {result.lessons.map(({ id, right, of }) => (
            <li key={id} data-testid="exam-lesson" data-lesson={id}>
              <span>{titleOf(id)}</span>
              {right / of < examRule.lesson ? <span class="tag warning">{t("exam.tooFew")}</span> : null}
              <span class="exam-share">{t("exam.lesson", { right, count: of })}</span>
            </li>
          ))}
        </ul>
      </section>
      {wrong.length > 0 ? (
        <section class="lesson-part">
          <h3>{t("exam.wrong")}</h3>
          <AnsweredQuestions questions={wrong} />
        </section>
      ) : null}
      {rights.length > 0 ? (
        <Fold label={`${t("exam.right")} (${rights.length})`} testId="exam-rights">
          <AnsweredQuestions questions={rights} />
        </Fold>
      ) : null}
      {result.questions.length === 0 ? <p class="muted">{t("exam.none")}</p> : null}
    </article>
  );
}

function AnsweredQuestions({ questions }: { questions: readonly AnsweredQuestion[] }) {
  return (
    <ol class="lesson-tries">
      {questions.map((one) => (
        <AnsweredCard key={one.no} question={one} />
      ))}
    </ol>
  );
}
