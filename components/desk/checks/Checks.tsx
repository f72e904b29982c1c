/** Worklist of due outcome checks. Each address is opened by a person, one at a time. */

import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useFocusFallback } from "../../ui/use-held-focus.ts";
import type { OutcomeCheckCalls } from "../requests/request-calls.ts";
import { useCheckResultWords } from "../requests/use-saved-words.ts";
import { OutcomeCheckRow } from "./CheckRow.tsx";
import { CurrentOutcomeCheck } from "./CurrentCheck.tsx";
import { useOutcomeChecks } from "./use-checks.ts";

export interface OutcomeChecksProps {
  calls: OutcomeCheckCalls;
  /** In the popup, addresses open in the tab behind it. */
  inFront: boolean;
}

export function OutcomeChecks({ calls, inFront }: OutcomeChecksProps) {
  const { t } = useLanguage();
  const state = useOutcomeChecks(calls, inFront);
  const part = useFocusFallback();
  const { list, current, waiting, saved } = state;
  const said = useCheckResultWords(saved);
  const { value, problem, loading } = list;
  const [next] = waiting;
  const shown = value?.checks.length ?? 0;
  return (
    <section
      class="checks"
      aria-label={t("checks.tab")}
      aria-busy={loading}
      data-testid="checks"
      ref={part}
      tabIndex={-1}
    >
      <header class="checks-head">
        <div>
          {value && value.due > 0 ? (
            <p data-testid="checks-due">
              <strong>{t("checks.due", { count: value.due })}</strong>
            </p>
          ) : null}
          {value && value.due > shown ? <p class="small muted">{t("checks.more", { shown })}</p> : null}
        </div>
        {!current && next ? (
          <button
            type="button"
            class="button primary"
            data-testid="checks-next"
            onClick={() => void state.open(next)}
          >
            {t("checks.openNext")}
          </button>
        ) : null}
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="checks-refresh"
          onClick={() => void state.refresh()}
        />
      </header>
      <p class="message done said" role="status" data-testid="checks-said">
        {said}
      </p>
      {problem ? <Failure problem={problem} onRetry={list.reload} /> : null}
      {value === undefined && loading ? <Skeleton label={t("checks.loading")} rows={4} height={72} /> : null}
      {shown === 0 && value ? <Empty title={t("checks.empty")} hint={t("checks.emptyHint")} /> : null}
      {current ? (
        <CurrentOutcomeCheck key={current.itemId} task={current} state={state} calls={calls} />
      ) : null}
      {shown > 0 && waiting.length === 0 && !current ? (
        <Empty title={t("checks.skipped")} hint={t("checks.skippedHint")} />
      ) : null}
      <ul class="rows">
        {waiting.map((task) => (
          <li key={task.itemId}>
            <OutcomeCheckRow task={task} onOpen={() => void state.open(task)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
