/** The vlogger's course: lessons, exam and certificate. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Course } from "../../../utils/extension/vlogger/lessons.ts";
import type { OwnCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { CourseView } from "../../../utils/shared/contract/exam.ts";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Words } from "../../../utils/shared/policy/category-definition.ts";
import { elements } from "../../../utils/shared/policy/decision-elements.ts";
import type { Lesson, LessonId, TryCase } from "../../../utils/shared/policy/lessons/lesson.ts";
import {
  type LessonProgressSummary,
  lessonProgressOf,
} from "../../../utils/shared/policy/lessons/progress.ts";
import { findings } from "../../../utils/shared/policy/reviewer-agreement.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import type { SavedFile } from "../../ui/save-file.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useOpenId } from "../../ui/use-place.ts";
import { CertificateCard } from "../exam/CertificateCard.tsx";
import { ExamCard } from "../exam/ExamCard.tsx";
import { type ExamCalls, ExamPane } from "../exam/ExamPane.tsx";
import "./learn.css";

export interface LessonCalls extends ExamCalls {
  /** The device's own state. */
  readCourse(): Promise<Result<Course>>;
  answerTry(lesson: Lesson, tried: string, verdict: Verdict): Promise<LessonProgress>;
  /** The intake's state, after uploading the answers given here. */
  syncCourse(): Promise<Result<CourseView>>;
  makeCertificateFile(certificate: OwnCertificate): SavedFile;
}

interface LessonListProps {
  lessons: readonly Lesson[];
  progress: LessonProgress;
  onOpen(lesson: LessonId): void;
}

function LessonList({ lessons, progress, onOpen }: LessonListProps) {
  const { words } = useLanguage();
  return (
    <ul class="rows">
      {lessons.map((lesson) => (
        <li key={lesson.id}>
          <button
            type="button"
            class="row"
            data-testid="lesson-row"
            data-lesson={lesson.id}
            onClick={() => onOpen(lesson.id)}
          >
            <span class="row-head title-head">
              <strong>{words(lesson.title)}</strong>
              <State done={lessonProgressOf(lesson, progress)} lesson={lesson} />
            </span>
            <span class="row-foot">
              {lesson.categories.map((code) => words(categories[code].short)).join(", ")}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function State({ done: { all, changed, count }, lesson }: { done: LessonProgressSummary; lesson: Lesson }) {
  const { t } = useLanguage();
  if (all) return <span class="tag done">{t("learn.done")}</span>;
  if (changed) return <span class="tag warning">{t("learn.changed")}</span>;
  return (
    <span class="tag">
      {count === 0 ? t("learn.new") : t("learn.some", { count, all: lesson.tries.length })}
    </span>
  );
}

interface LessonPaneProps {
  lesson: Lesson;
  done: LessonProgressSummary;
  onAnswer(tried: string, verdict: Verdict): Promise<void>;
  onBack(): void;
  /** Undefined in the last lesson. */
  onNext: (() => void) | undefined;
}

interface TryCaseCardProps {
  number: number;
  tried: TryCase;
  chosen: Verdict | undefined;
  onChoose(verdict: Verdict): void;
}

/** An invented post to judge, with an explanation of the answer. */
function TryCaseCard({ number, tried, chosen, onChoose }: TryCaseCardProps) {
  const { t, words } = useLanguage();
  const right = chosen === tried.answer;
  return (
    <li class="card try" data-testid="try" data-try={tried.id}>
      <h4>{t("learn.try", { number })}</h4>
      <p class="try-post">{words(tried.post)}</p>
      <Chips<Verdict>
        label={t("learn.verdict")}
        labelHidden
        value={chosen}
        onChange={onChoose}
        options={findings.map((value) => ({
          value,
          label: t(`verdict.${value}`),
          testId: `try-${tried.id}-${value}`,
        }))}
      />
      <div role="status">
        {chosen ? (
          <p class="small" data-testid={`answer-${tried.id}`} data-right={right}>
            <strong class={right ? "try-right" : "try-wrong"}>
              {right ? t("learn.right") : t("learn.wrong", { verdict: t(`verdict.${tried.answer}`) })}
            </strong>{" "}
            {words(tried.why)}
          </p>
        ) : null}
      </div>
    </li>
  );
}

function LessonPane({ lesson, done, onAnswer, onBack, onNext }: LessonPaneProps) {
  const { t, words } = useLanguage();
  const lessonPane = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Scrolls to the top first: focus alone would leave the next lesson scrolled to its end.
    lessonPane.current?.scrollIntoView();
    title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <article class="pane lesson" data-testid="lesson" data-lesson={lesson.id} ref={lessonPane}>
      <header class="case-head">
        <IconButton label={t("learn.back")} icon={ArrowLeft} data-testid="lesson-back" onClick={onBack} />
        <h2 class="title" ref={title} tabIndex={-1}>
          {words(lesson.title)}
        </h2>
      </header>
      <p class="lesson-intro">{words(lesson.intro)}</p>
      <Points title={t("learn.platform")} points={lesson.platform} />
      <section class="lesson-part">
        <h3>{t("learn.law")}</h3>
        <List points={lesson.law} />
        {lesson.categories.map((code) => (
          <div key={code}>
            <h4>{t("learn.elements", { category: words(categories[code].short) })}</h4>
            <List points={elements[code].map((element) => element.words)} />
          </div>
        ))}
      </section>
      <Points title={t("learn.fine")} points={lesson.fine} />
      <Points title={t("learn.local")} points={lesson.local} />
      <section class="lesson-part">
        <h3>{t("learn.tries")}</h3>
        <p class="small muted">{t("learn.triesHint")}</p>
        <ol class="lesson-tries">
          {lesson.tries.map((attempt, index) => (
            <TryCaseCard
              key={attempt.id}
              number={index + 1}
              tried={attempt}
              chosen={done.answers[attempt.id]}
              onChoose={(verdict) => void onAnswer(attempt.id, verdict)}
            />
          ))}
        </ol>
      </section>
      <footer class="pane-foot">
        <p class="small muted" role="status" data-testid="lesson-progress">
          {done.all ? t("learn.allDone") : t("learn.some", { count: done.count, all: lesson.tries.length })}
        </p>
        <button
          type="button"
          class={done.all ? "button primary" : "button"}
          data-testid="lesson-next"
          onClick={onNext ?? onBack}
        >
          {t(onNext ? "learn.next" : "learn.back")}
        </button>
      </footer>
    </article>
  );
}

function Points({ title, points }: { title: string; points: readonly Words[] }) {
  return (
    <section class="lesson-part">
      <h3>{title}</h3>
      <List points={points} />
    </section>
  );
}

function List({ points }: { points: readonly Words[] }) {
  const { words } = useLanguage();
  return (
    <ul class="lesson-points">
      {points.map((point) => (
        <li key={point.en}>{words(point)}</li>
      ))}
    </ul>
  );
}

export function Lessons({ calls }: { calls: LessonCalls }) {
  const { t, words } = useLanguage();
  const { value, problem } = useLoad("course", calls.readCourse);
  const [newer, setNewer] = useState<LessonProgress>();
  // Counts finished exams, so that the exam's state is reloaded after each.
  const [examsLeft, setExamsLeft] = useState(0);
  const course = useLoad(`standing-${examsLeft}`, async () => {
    const synced = await calls.syncCourse();
    if (synced.ok) setNewer(synced.value.progress);
    return synced;
  });
  const [openId, setOpenId] = useOpenId("lessons");
  const [examId, setExamId] = useOpenId("exams");
  if (problem) return <Failure problem={problem} />;
  if (!value) return <Skeleton label={t("home.loading")} rows={5} height={56} />;

  const { lessons } = value;
  const progress = newer ?? value.progress;
  const titleOf = (id: LessonId) => {
    const lesson = lessons.find((listed) => listed.id === id);
    return lesson ? words(lesson.title) : id;
  };
  if (examId !== undefined) {
    const leave = () => {
      setOpenId(undefined);
      setExamsLeft(examsLeft + 1);
    };
    return <ExamPane key={examId} id={examId} calls={calls} titleOf={titleOf} onBack={leave} />;
  }
  const index = lessons.findIndex(({ id }) => id === openId);
  const lesson = lessons[index];
  if (lesson) {
    const next = lessons[index + 1];
    return (
      <LessonPane
        key={lesson.id}
        lesson={lesson}
        done={lessonProgressOf(lesson, progress)}
        onAnswer={async (tried, verdict) => {
          setNewer(await calls.answerTry(lesson, tried, verdict));
          void course.reload();
        }}
        onBack={() => setOpenId(undefined)}
        onNext={next ? () => setOpenId(next.id) : undefined}
      />
    );
  }
  const { value: known, problem: unknown } = course;
  return (
    <section class="pane lessons" aria-label={t("learn.title")} data-testid="lessons">
      <p class="muted">{t("learn.hint")}</p>
      <LessonList lessons={lessons} progress={progress} onOpen={setOpenId} />
      {known?.certificate ? (
        <CertificateCard
          certificate={known.certificate}
          makeFile={calls.makeCertificateFile}
          titleOf={titleOf}
        />
      ) : null}
      {known && known.exam.state !== "passed" ? (
        <ExamCard
          standing={known.exam}
          beginExam={calls.beginExam}
          titleOf={titleOf}
          onOpen={setExamId}
          onRefused={() => void course.reload()}
        />
      ) : null}
      {known?.lastExam ? <LastExamCard exam={known.lastExam} onOpen={setExamId} /> : null}
      {!known && course.loading ? <Skeleton label={t("home.loading")} rows={1} height={176} /> : null}
      {unknown ? <Failure problem={unknown} onRetry={course.reload} /> : null}
    </section>
  );
}

interface LastExamProps {
  exam: NonNullable<CourseView["lastExam"]>;
  onOpen(id: string): void;
}

function LastExamCard({ exam: { id, passed }, onOpen }: LastExamProps) {
  const { t } = useLanguage();
  return (
    <p>
      <button type="button" class="button link" data-testid="exam-last" onClick={() => onOpen(id)}>
        {t("exam.last")}: {t(passed ? "exam.passed" : "exam.failed")}
      </button>
    </p>
  );
}
