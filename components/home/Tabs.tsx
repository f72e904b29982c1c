/** The role's sections as tabs, with the number of cases that wait in the queue. Renders nothing if there is only one. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../utils/extension/desk/client.ts";
import { cappedCount } from "../../utils/shared/i18n/capped-count.ts";
import { useLanguage } from "../ui/language.ts";
import { usePolling } from "../ui/use-polling.ts";

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

/** Sections whose tab shows what waits for the person in them. */
type CountedSection = "queue" | "admin";

const isCounted = (section: Section): section is CountedSection => section === "queue" || section === "admin";

export interface TabsProps {
  sections: readonly Section[];
  value: Section;
  /** Undefined if nothing in the section can wait for this person: its tab keeps no room for a number. */
  waiting: Partial<Record<CountedSection, number | undefined>>;
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
          {isCounted(section) ? <Waiting section={section} count={waiting[section]} /> : null}
        </button>
      ))}
    </div>
  );
}

/** Its room beside the tab is there from the first frame, so that a number moves no other tab. */
function Waiting({ section, count }: { section: CountedSection; count: number | undefined }) {
  const { t } = useLanguage();
  if (count === undefined) return null;
  const shown = cappedCount(count);
  const words = t(`home.waiting.${section}`, { count: shown });
  return (
    <span class="tab-count">
      {count > 0 ? (
        <>
          {" "}
          <span
            class={section === "admin" ? "tag warning" : "tag"}
            aria-hidden="true"
            title={words}
            data-testid="tab-waiting"
          >
            {shown}
          </span>
          <span class="hidden-text">{words}</span>
        </>
      ) : null}
    </span>
  );
}

export interface WaitingCases extends Pick<Client, "countTurns"> {
  count: number;
}

interface WaitingCasesOptions {
  /** The viewer's role decides cases. */
  isNeeded: boolean;
  /** The queue is on the screen. It counts whenever it reads its list, by the returned call. */
  isQueueShown: boolean;
}

/** Counts the cases that wait for the viewer's decision or confirmation. */
export function useWaitingCases(
  { countTurns }: Pick<Client, "countTurns">,
  { isNeeded, isQueueShown }: WaitingCasesOptions,
): WaitingCases {
  const [count, setCount] = useState(0);
  const countAgain = async () => {
    const read = await countTurns();
    if (read.ok) setCount(read.value.decide + read.value.confirm);
    return read;
  };
  const countIfNeeded = () => void (isNeeded && !isQueueShown && countAgain());
  useEffect(countIfNeeded, []);
  usePolling(countIfNeeded);
  return { count, countTurns: countAgain };
}
