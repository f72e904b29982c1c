/** The vlogger's course: lessons, exam and certificate. */

import { useState } from "preact/hooks";
import type { Course } from "../../../utils/extension/vlogger/lessons.ts";
import type { OwnCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { CourseView } from "../../../utils/shared/contract/exam.ts";
import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Lesson, LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import {
  type LessonProgressSummary,
  lessonProgressOf,
} from "../../../utils/shared/policy/lessons/progress.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { SavedFile } from "../../ui/save-file.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useOpenId } from "../../ui/use-place.ts";
import { CertificateCard } from "../exam/CertificateCard.tsx";
import { ExamCard } from "../exam/ExamCard.tsx";
import { type ExamCalls, ExamPane } from "../exam/ExamPane.tsx";
import { LessonPane } from "./LessonPane.tsx";

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
      {lessons.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            class="row"
            data-testid="lesson-row"
            data-lesson={one.id}
            onClick={() => onOpen(one.id)}
          >
            <span class="row-head title-head">
              <strong>{words(one.title)}</strong>
              <State done={lessonProgressOf(one, progress)} lesson={one} />
            </span>
            <span class="row-foot">
              {one.categories.map((code) => words(categories[code].short)).join(", ")}
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

export function Lessons({ calls }: { calls: LessonCalls }) {
  const { t, words } = useLanguage();
  const { value, problem } = useLoad("course", calls.readCourse);
  const [newer, setNewer] = useState<LessonProgress>();
  // Counts finished exams, so that the exam's state is reloaded after each.
  const [examsLeft, setExamsLeft] = useState(0);
  const standing = useLoad(`standing-${examsLeft}`, async () => {
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
    const lesson = lessons.find((one) => one.id === id);
    return lesson ? words(lesson.title) : id;
  };
  if (examId !== undefined) {
    const leave = () => {
      setOpenId(undefined);
      setExamsLeft(examsLeft + 1);
    };
    return <ExamPane key={examId} id={examId} calls={calls} titleOf={titleOf} onBack={leave} />;
  }
  const at = lessons.findIndex(({ id }) => id === openId);
  const lesson = lessons[at];
  if (lesson) {
    const next = lessons[at + 1];
    return (
      <LessonPane
        key={lesson.id}
        lesson={lesson}
        done={lessonProgressOf(lesson, progress)}
        onAnswer={async (tried, verdict) => {
          setNewer(await calls.answerTry(lesson, tried, verdict));
          void standing.reload();
        }}
        onBack={() => setOpenId(undefined)}
        onNext={next ? () => setOpenId(next.id) : undefined}
      />
    );
  }
  const { value: known, problem: unknown } = standing;
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
          onRefused={() => void standing.reload()}
        />
      ) : null}
      {known?.lastExam ? <LastExamCard exam={known.lastExam} onOpen={setExamId} /> : null}
      {!known && standing.loading ? <Skeleton label={t("home.loading")} rows={1} height={176} /> : null}
      {unknown ? <Failure problem={unknown} onRetry={standing.reload} /> : null}
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
