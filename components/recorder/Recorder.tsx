/** The developer's recorder: choose a tab, click a post there, and copy the resulting test case. */

import { useState } from "preact/hooks";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";

export interface RecordableTab {
  tabId: number;
  address: string;
  title: string;
}

export interface RecorderProps {
  tabs: readonly RecordableTab[];
  /** Resolves to the case's source text; undefined if the person cancelled or the tab was closed. */
  record(tabId: number): Promise<string | undefined>;
  copy(text: string): Promise<void>;
}

type State = "idle" | "waiting" | "nothing" | "copied";

export function Recorder({ tabs, record, copy }: RecorderProps) {
  const { t } = useLanguage();
  const [state, setState] = useState<State>("idle");
  const [text, setText] = useState<string>();
  const start = async (tabId: number) => {
    setState("waiting");
    const recorded = await record(tabId);
    setState(recorded === undefined ? "nothing" : "idle");
    if (recorded !== undefined) setText(recorded);
  };
  return (
    <main class="options">
      <h1>{t("recorder.title")}</h1>
      <p>{t("recorder.how")}</p>
      {tabs.length === 0 ? <p class="muted">{t("recorder.noTabs")}</p> : null}
      {tabs.map((tab) => (
        <section class="options-card" key={tab.tabId}>
          <h2>
            <Foreign text={tab.title || tab.address} />
          </h2>
          <p class="small muted">
            <Foreign text={tab.address} />
          </p>
          <button
            type="button"
            class="button"
            data-testid="record-tab"
            disabled={state === "waiting"}
            onClick={() => void start(tab.tabId)}
          >
            {t("recorder.record")}
          </button>
        </section>
      ))}
      <p role="status">{state === "idle" ? "" : t(`recorder.${state}`)}</p>
      {text === undefined ? null : (
        <section class="options-card">
          <h2>{t("recorder.result")}</h2>
          <textarea
            class="input"
            data-testid="recorded"
            rows={20}
            readOnly
            value={text}
            aria-label={t("recorder.result")}
          />
          <button type="button" class="button" onClick={() => void copy(text).then(() => setState("copied"))}>
            {t("recorder.copy")}
          </button>
        </section>
      )}
    </main>
  );
}
