/** The context of a case, as tabs with counts: similar cases, its author's cases, its links, and its history. */

import type { ComponentChildren, Ref } from "preact";
import { useImperativeHandle, useRef, useState } from "preact/hooks";
import type { CaseView, LogEntry } from "../../../utils/shared/contract/case.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";
import { useFocusNext } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { CaseNotes } from "./CaseNotes.tsx";
import { CaseTimeline } from "./CaseTimeline.tsx";
import type { CaseCalls } from "./case-calls.ts";
import { hasLinks, LinkedHosts } from "./LinkedHosts.tsx";
import { SimilarCases } from "./SimilarCases.tsx";

const allTabs = ["similar", "author", "links", "notes", "timeline"] as const;
type Tab = (typeof allTabs)[number];

export interface CaseContextHandle {
  /** Shows the similar cases and moves the focus there. */
  showSimilar(): void;
}

export interface CaseContextProps {
  view: CaseView;
  calls: CaseCalls;
  reload(): Promise<void>;
  onOpen(caseId: string): void;
  onChanged(): Promise<void>;
  /** Entries of the log that arrived while the case was open. */
  news: readonly LogEntry[];
  handle: Ref<CaseContextHandle>;
}

export function CaseContext(props: CaseContextProps) {
  const { view, calls, reload, onOpen, onChanged, news, handle } = props;
  const { t } = useLanguage();
  const [counted, setCounted] = useState<number>();
  const mayHaveLinks = hasLinks(view);
  const links = mayHaveLinks ? counted : 0;
  const similar = useRef<HTMLElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const tabs = allTabs.filter((tab) => tab !== "notes" || view.notes !== undefined);
  const counts: Record<Tab, number | undefined> = {
    similar: view.similar.length + (view.maybeSame?.length ?? 0) + view.merged.length,
    author: view.history.length,
    // Reserves the room of its number, even if the number turns out to be 0.
    links: mayHaveLinks ? links || undefined : 0,
    notes: view.notes?.length ?? 0,
    timeline: view.log.at(-1)?.seq ?? 0,
  };
  // Chosen once: what arrives later must not take the place of what the person reads.
  const [shown, setShown] = useState<Tab>(() =>
    // A note that mentions the viewer is what they came for. Links that are not counted yet may be some.
    view.mentioned ? "notes" : (tabs.find((tab) => counts[tab] !== 0) ?? "similar"),
  );
  const focusNext = useFocusNext();
  useKeys({
    notes: () => {
      if (!calls.teamwork || view.notes === undefined) return false;
      setShown("notes");
      focusNext(() => noteField.current);
    },
  });
  useImperativeHandle(handle, () => ({
    showSimilar() {
      setShown("similar");
      focusNext(() => similar.current);
    },
  }));
  return (
    <section class="context" aria-label={t("context.title")}>
      <ContextTabs tabs={tabs} counts={counts} shown={shown} onShow={setShown} />
      <Pane tab="similar" shown={shown}>
        <SimilarCases view={view} calls={calls} onOpen={onOpen} onChanged={onChanged} sectionRef={similar} />
      </Pane>
      <Pane tab="author" shown={shown}>
        <AuthorHistory history={view.history} onOpen={onOpen} />
      </Pane>
      <Pane tab="links" shown={shown}>
        {links === 0 ? <p class="muted">{t("links.none")}</p> : null}
        <LinkedHosts view={view} calls={calls} onOpen={onOpen} onChanged={reload} onCount={setCounted} />
      </Pane>
      {view.notes === undefined ? null : (
        <Pane tab="notes" shown={shown}>
          <CaseNotes view={view} calls={calls.teamwork} reload={reload} fieldRef={noteField} />
        </Pane>
      )}
      <Pane tab="timeline" shown={shown}>
        <CaseTimeline view={view} news={news} />
      </Pane>
    </section>
  );
}

interface ContextTabsProps {
  tabs: readonly Tab[];
  /** Undefined until it is known. */
  counts: Record<Tab, number | undefined>;
  shown: Tab;
  onShow(tab: Tab): void;
}

function ContextTabs({ tabs, counts, shown, onShow }: ContextTabsProps) {
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step === undefined ? undefined : tabs[tabs.indexOf(shown) + step];
    if (next === undefined) return;
    onShow(next);
    list.current?.querySelector<HTMLElement>(`#context-${next}`)?.focus();
  };
  return (
    <div ref={list} class="context-tabs" role="tablist" aria-label={t("context.title")} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`context-${tab}`}
          class="tab"
          aria-selected={tab === shown}
          aria-controls={`context-${tab}-pane`}
          tabIndex={tab === shown ? 0 : -1}
          data-testid={`context-${tab}`}
          onClick={() => onShow(tab)}
        >
          {t(`context.${tab}`)}
          {counts[tab] === 0 || tab === "timeline" ? null : (
            <span class="context-count" data-awaits={counts[tab] === undefined}>
              {" "}
              {counts[tab]}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

interface PaneProps {
  tab: Tab;
  shown: Tab;
  children: ComponentChildren;
}

/** Hidden panes keep what was typed in them. */
function Pane({ tab, shown, children }: PaneProps) {
  return (
    <div
      id={`context-${tab}-pane`}
      class="block"
      role="tabpanel"
      aria-labelledby={`context-${tab}`}
      hidden={tab !== shown}
    >
      {children}
    </div>
  );
}

interface AuthorHistoryProps {
  history: CaseView["history"];
  onOpen(caseId: string): void;
}

/** The author's decided cases at this intake. Undecided cases are left out because they prove nothing. */
function AuthorHistory({ history, onOpen }: AuthorHistoryProps) {
  const { language, t, words } = useLanguage();
  return (
    <>
      <h2>{t("history.title")}</h2>
      {history.length === 0 ? <p class="muted">{t("history.none")}</p> : null}
      <ul class="other-cases">
        {history.map((earlier) => (
          <li key={earlier.caseId}>
            <button
              type="button"
              class="button link"
              data-testid="history-row"
              data-case={earlier.caseId}
              onClick={() => onOpen(earlier.caseId)}
            >
              {words(categories[earlier.category].short)}
            </button>
            <span class="small muted">
              {t(`caseState.${earlier.state}`)}, {date(language, earlier.at)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
