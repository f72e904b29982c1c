/** All lessons with how far the person has come, and the one that is open. */

import { useState } from "preact/hooks";
import type { LessonProgress } from "../../utils/contract/lesson.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { Verdict } from "../../utils/contract/review.ts";
import { categories } from "../../utils/policy/categories.ts";
import { type Done, doneOf } from "../../utils/policy/lessons/answers.ts";
import type { Lesson, LessonId } from "../../utils/policy/lessons/lesson.ts";
import type { Course } from "../../utils/review/lessons.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import { Skeleton } from "../shared/Skeleton.tsx";
import { useKept } from "../shared/use-kept.ts";
import { useLoad } from "../shared/use-load.ts";
import { LessonPane } from "./LessonPane.tsx";

export interface LessonCalls {
  readCourse(): Promise<Result<Course>>;
  answerTry(lesson: Lesson, tried: string, verdict: Verdict): Promise<LessonProgress>;
}

export function Lessons({ calls }: { calls: LessonCalls }) {
  const { t, words } = useLanguage();
  const { value, problem } = useLoad("course", calls.readCourse);
  const [newer, setNewer] = useState<LessonProgress>();
  // Found again when the popup was closed by a click on the page.
  const open = useKept<LessonId | null>("lesson", () => null);
  if (problem) return <Failure problem={problem} />;
  if (!value) return <Skeleton label={t("home.loading")} rows={5} height={64} />;

  const { lessons } = value;
  const progress = newer ?? value.progress;
  const at = lessons.findIndex(({ id }) => id === open.value);
  const lesson = lessons[at];
  if (lesson) {
    const next = lessons[at + 1];
    return (
      <LessonPane
        key={lesson.id}
        lesson={lesson}
        done={doneOf(lesson, progress)}
        onAnswer={async (tried, verdict) => setNewer(await calls.answerTry(lesson, tried, verdict))}
        onBack={() => open.clear()}
        onNext={next ? () => open.set(() => next.id) : undefined}
      />
    );
  }
  return (
    <section class="pane lessons" aria-label={t("learn.title")} data-testid="lessons">
      <p class="muted">{t("learn.hint")}</p>
      <ul class="rows">
        {lessons.map((one) => {
          const done = doneOf(one, progress);
          return (
            <li key={one.id}>
              <button
                type="button"
                class="row"
                data-testid="lesson-row"
                data-lesson={one.id}
                onClick={() => open.set(() => one.id)}
              >
                <span class="row-head">
                  <strong>{words(one.title)}</strong>
                  <State done={done} lesson={one} />
                </span>
                <span class="row-foot">
                  {one.categories.map((code) => words(categories[code].short)).join(", ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function State({ done: { all, changed, count }, lesson }: { done: Done; lesson: Lesson }) {
  const { t } = useLanguage();
  if (all) return <span class="tag done">{t("learn.done")}</span>;
  if (changed) return <span class="tag warning">{t("learn.changed")}</span>;
  return (
    <span class="tag">
      {count === 0 ? t("learn.new") : t("learn.some", { count, all: lesson.tries.length })}
    </span>
  );
}
