import { useEffect, useRef } from "preact/hooks";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Words } from "../../../utils/shared/policy/category.ts";
import { elements } from "../../../utils/shared/policy/elements.ts";
import type { Lesson, TryCase } from "../../../utils/shared/policy/lessons/lesson.ts";
import type { LessonProgressSummary } from "../../../utils/shared/policy/lessons/progress.ts";
import { Chips } from "../../ui/Chips.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { findings } from "../../ui/verdicts.ts";

export interface LessonPaneProps {
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

export function LessonPane({ lesson, done, onAnswer, onBack, onNext }: LessonPaneProps) {
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
            <List points={elements[code].map((one) => one.words)} />
          </div>
        ))}
      </section>
      <Points title={t("learn.fine")} points={lesson.fine} />
      <Points title={t("learn.local")} points={lesson.local} />
      <section class="lesson-part">
        <h3>{t("learn.tries")}</h3>
        <p class="small muted">{t("learn.triesHint")}</p>
        <ol class="lesson-tries">
          {lesson.tries.map((one, index) => (
            <TryCaseCard
              key={one.id}
              number={index + 1}
              tried={one}
              chosen={done.answers[one.id]}
              onChoose={(verdict) => void onAnswer(one.id, verdict)}
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
