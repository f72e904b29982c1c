/** A running exam: its current question, then its result. */

import { useEffect, useRef, useState } from "preact/hooks";
import { examKeyDelayMs } from "../../../utils/extension/browser/delays.ts";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type {
  AnsweredQuestion,
  ExamQuestion,
  ExamResult,
  ExamView,
} from "../../../utils/shared/contract/exam.ts";
import type { Problem, ProblemCode } from "../../../utils/shared/contract/problem.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { elements } from "../../../utils/shared/policy/decision-elements.ts";
import { examRule, needed } from "../../../utils/shared/policy/exam-rules.ts";
import type { LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";

const lessonPercent = Math.round(examRule.lesson * 100);

/** The numbers for the text that explains how to pass. `count`: number of questions. */
export function passLine(count: number): { needed: number; lesson: number } {
  return { needed: needed(count), lesson: lessonPercent };
}

export type ExamCalls = Pick<Client, "beginExam" | "readExam" | "answerExam">;

export interface ExamPaneProps {
  id: string;
  calls: ExamCalls;
  titleOf(lesson: LessonId): string;
  onBack(): void;
}

/** Problems that mean the exam went on without this page: on another device, or because its time ended. */
const advancedCodes: readonly ProblemCode[] = ["exam-answered", "exam-over", "conflict"];

interface ExamResultPaneProps {
  result: ExamResult;
  problem: Problem | undefined;
  titleOf(lesson: LessonId): string;
  onBack(): void;
}

/** The result of an exam: score per lesson, and the right answers. */
function ExamResultPane({ result, problem, titleOf, onBack }: ExamResultPaneProps) {
  const { t } = useLanguage();
  const { passed, right, of: count } = result;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isRight = ({ said, violates }: AnsweredQuestion) => said === violates;
  const wrong = result.questions.filter((question) => !isRight(question));
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

/** A question of a finished exam: the post, the given and the right answer, and the reason. */
function AnsweredCard({ question }: { question: AnsweredQuestion }) {
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
          {elements[category].map((element) => (
            <li key={element.id}>{words(element.words)}</li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function AnsweredQuestions({ questions }: { questions: readonly AnsweredQuestion[] }) {
  return (
    <ol class="lesson-tries">
      {questions.map((question) => (
        <AnsweredCard key={question.no} question={question} />
      ))}
    </ol>
  );
}

interface ExamQuestionCardProps {
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

/** One exam question: an invented post, the category in question, and two answers. */
function ExamQuestionCard(props: ExamQuestionCardProps) {
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
        {/* The hint of the no-pixels lane says what a report contains. */}
        {categories[category].capture === "C0" ? null : (
          <p class="small muted">{words(categories[category].hint)}</p>
        )}
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

export function ExamPane({ id, calls, titleOf, onBack }: ExamPaneProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(`exam-${id}`, () => calls.readExam(id));
  const [newer, setNewer] = useState<ExamView>();
  const [refusal, setRefusal] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const view = newer ?? value;

  const answer = async (no: number, violates: boolean) => {
    if (sending) return;
    setSending(true);
    setRefusal(undefined);
    const answered = await calls.answerExam(id, { no, violates });
    const isBehind = !answered.ok && advancedCodes.includes(answered.problem.code);
    const next = isBehind ? await calls.readExam(id) : answered;
    setSending(false);
    if (next.ok) setNewer(next.value);
    if (!answered.ok) setRefusal(answered.problem);
  };

  if (!view && problem) {
    return (
      <div class="pane">
        <Failure problem={problem} onRetry={reload}>
          <button type="button" class="button" data-testid="exam-leave" onClick={onBack}>
            {t("learn.back")}
          </button>
        </Failure>
      </div>
    );
  }
  if (!view) return <Skeleton label={t("home.loading")} rows={3} height={64} />;
  const { question, result, count } = view;
  return (
    <>
      <p class="hidden-text" role="status">
        {result
          ? `${t(result.passed ? "exam.passed" : "exam.failed")}. ${t("exam.sum", { right: result.right, count })}`
          : ""}
      </p>
      {question ? (
        <ExamQuestionCard
          key={question.no}
          question={question}
          count={count}
          closesAt={view.closesAt}
          sending={sending}
          problem={refusal}
          onAnswer={(violates) => void answer(question.no, violates)}
          onLeave={onBack}
        />
      ) : null}
      {result ? <ExamResultPane result={result} problem={refusal} titleOf={titleOf} onBack={onBack} /> : null}
    </>
  );
}
