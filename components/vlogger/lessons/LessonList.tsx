import type { LessonProgress } from "../../../utils/shared/contract/lesson.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { type Done, doneOf } from "../../../utils/shared/policy/lessons/answers.ts";
import type { Lesson, LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import { useLanguage } from "../../ui/language.ts";

export interface LessonListProps {
  lessons: readonly Lesson[];
  progress: LessonProgress;
  onOpen(lesson: LessonId): void;
}

export function LessonList({ lessons, progress, onOpen }: LessonListProps) {
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
              <State done={doneOf(one, progress)} lesson={one} />
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
