/** The role's sections as tabs. Renders nothing if there is only one. */

import { useRef } from "preact/hooks";
import { useLanguage } from "../ui/language.ts";

export type Section =
  | "queue"
  | "alerts"
  | "own"
  | "tasks"
  | "learn"
  | "self"
  | "cohort"
  | "board"
  | "health"
  | "requests"
  | "decisions"
  | "checks"
  | "admin";

export const labels = {
  queue: "review.queue",
  alerts: "alerts.tab",
  own: "own.title",
  tasks: "vlogger.tasks",
  learn: "learn.title",
  self: "self.tab",
  cohort: "cohort.title",
  board: "board.tab",
  health: "health.title",
  requests: "request.tab",
  decisions: "decisions.tab",
  checks: "checks.tab",
  admin: "admin.tab",
} as const satisfies Record<Section, string>;

export interface TabsProps {
  sections: readonly Section[];
  value: Section;
  /** Number of things in a section that wait for the person. */
  waiting: Partial<Record<Section, number>>;
  onChange(section: Section): void;
}

export function Tabs({ sections, value, waiting, onChange }: TabsProps) {
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  if (sections.length < 2) return <h2 class="title home-title">{t(labels[value])}</h2>;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : sections[sections.indexOf(value) + step];
    if (next === undefined) return;
    onChange(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };

  return (
    <div ref={list} class="tabs" role="tablist" aria-label={t("home.sections")} onKeyDown={onKeyDown}>
      {sections.map((section) => (
        <button
          key={section}
          type="button"
          id={`tab-${section}`}
          class="tab"
          role="tab"
          aria-selected={section === value}
          aria-controls="section"
          tabIndex={section === value ? 0 : -1}
          data-testid={`tab-${section}`}
          onClick={() => onChange(section)}
        >
          {t(labels[section])}
          <Waiting count={waiting[section] ?? 0} />
        </button>
      ))}
    </div>
  );
}

function Waiting({ count }: { count: number }) {
  const { t } = useLanguage();
  if (count === 0) return null;
  return (
    <>
      {" "}
      <span class="tag warning" aria-hidden="true" data-testid="tab-waiting">
        {count}
      </span>
      <span class="hidden-text">{t("home.waiting", { count })}</span>
    </>
  );
}
