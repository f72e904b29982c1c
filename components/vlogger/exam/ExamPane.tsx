/** A running exam: its current question, then its result. */

import { useState } from "preact/hooks";
import type { ExamAnswer, ExamView } from "../../../utils/shared/contract/exam.ts";
import type { Problem, ProblemCode } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ExamQuestionCard } from "./ExamQuestionCard.tsx";
import { ExamResultPane } from "./ExamResultPane.tsx";

export interface ExamCalls {
  beginExam(): Promise<Result<ExamView>>;
  readExam(id: string): Promise<Result<ExamView>>;
  answerExam(id: string, answer: ExamAnswer): Promise<Result<ExamView>>;
}

export interface ExamPaneProps {
  id: string;
  calls: ExamCalls;
  titleOf(lesson: LessonId): string;
  onBack(): void;
}

/** Problems that mean the exam went on without this page: on another device, or because its time ended. */
const advancedCodes: readonly ProblemCode[] = ["exam-answered", "exam-over", "conflict"];

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
