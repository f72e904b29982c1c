/** The exam below the lessons: description, and whether it can be started now. */

import { useId, useState } from "preact/hooks";
import type { ExamReadiness } from "../../../utils/shared/contract/exam.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { examRule } from "../../../utils/shared/policy/exam-rules.ts";
import { lessonIds } from "../../../utils/shared/policy/lessons/lesson.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useLatest } from "../../ui/use-latest.ts";
import { type ExamCalls, type ExamPaneProps, passLine } from "./ExamPane.tsx";

export interface ExamCardProps {
  standing: ExamReadiness;
  beginExam: ExamCalls["beginExam"];
  titleOf: ExamPaneProps["titleOf"];
  onOpen(examId: string): void;
  /** The intake refused: the exam's state differs from the one shown. */
  onRefused(): void;
}

export function ExamCard({ standing, beginExam, titleOf, onOpen, onRefused }: ExamCardProps) {
  const { t, language } = useLanguage();
  const id = useId();
  const [problem, setProblem] = useState<Problem>();
  const [beginning, setBeginning] = useState(false);
  const here = useLatest(true, false);
  const { state } = standing;
  const canOpen = state === "open" || state === "ready";
  const titles = (lessons: Parameters<typeof titleOf>[0][]) => lessons.map(titleOf).join("; ");
  const isRefresher = state === "ready" && standing.lessons.length < lessonIds.length;
  const count =
    state === "ready" || state === "open" ? standing.count : lessonIds.length * examRule.questionsALesson;

  const open = async () => {
    if (!canOpen || beginning) return;
    if (state === "open") return onOpen(standing.id);
    setBeginning(true);
    setProblem(undefined);
    const begun = await beginExam();
    setBeginning(false);
    if (begun.ok) return here.current ? onOpen(begun.value.id) : undefined;
    setProblem(begun.problem);
    onRefused();
  };
  const why = () => {
    if (state === "lessons-first") return t("exam.untried", { lessons: titles(standing.untried) });
    if (state === "later") return t("exam.later", { time: dateTime(language, standing.from) });
    if (state !== "open")
      return isRefresher ? t("exam.refresher", { lessons: titles(standing.lessons) }) : "";
    const { answered, closesAt } = standing;
    return t("exam.open", { answered, count, time: dateTime(language, closesAt) });
  };
  return (
    <section class="card exam-card" aria-labelledby={id} data-testid="exam" data-state={state}>
      <h2 id={id}>{t("exam.title")}</h2>
      <p>{t("exam.about", { count, ...passLine(count) })}</p>
      <p class="small muted">{t("exam.rules", { hours: examRule.openHours })}</p>
      {why() === "" ? null : (
        <p id={`${id}-why`} class="small" data-testid="exam-why">
          {why()}
        </p>
      )}
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          aria-disabled={!canOpen || beginning}
          aria-describedby={why() === "" ? undefined : `${id}-why`}
          data-testid="exam-begin"
          onClick={() => void open()}
        >
          {t(state === "open" ? "exam.goOn" : "exam.begin")}
        </button>
      </div>
    </section>
  );
}
