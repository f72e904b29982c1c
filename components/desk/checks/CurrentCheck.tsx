/** The outcome check in progress: the state read from the page, and the controls to record it. */

import type { OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import type { OutcomeCheckTask } from "../../../utils/shared/contract/outcome-check.ts";
import { effectOf } from "../../../utils/shared/policy/request-effect.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { AbroadCheckForm } from "../requests/AbroadForm.tsx";
import type { OutcomeCheckCalls } from "../requests/request-calls.ts";
import { OutcomeCheckFacts } from "./CheckRow.tsx";
import type { OutcomeChecksState } from "./use-checks.ts";

export interface CurrentOutcomeCheckProps {
  task: OutcomeCheckTask;
  state: OutcomeChecksState;
  calls: OutcomeCheckCalls;
}

export function CurrentOutcomeCheck({ task, state, calls }: CurrentOutcomeCheckProps) {
  const { t } = useLanguage();
  const { step, reading, problem, tabId } = state;
  const busy = step !== "idle";
  return (
    <section class="card current-check" aria-label={t("checks.current")} aria-busy={busy} data-testid="check">
      <OutcomeCheckFacts task={task} />
      <div class="check-read" role="status">
        {step === "opening" ? <p class="muted">{t("checks.opening")}</p> : null}
        {step === "reading" ? <p class="muted">{t("checks.reading")}</p> : null}
        {step === "idle" && !reading && !problem ? <p class="muted">{t("checks.waiting")}</p> : null}
        {reading ? <ReadingSummary task={task} reading={reading} /> : null}
      </div>
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        {reading ? (
          <button
            type="button"
            class="button primary"
            data-testid="check-save"
            aria-disabled={busy}
            onClick={() => void state.save(task)}
          >
            {t(step === "saving" ? "checks.saving" : "checks.save")}
          </button>
        ) : null}
        <button
          type="button"
          class="button"
          data-testid="check-again"
          aria-disabled={busy || tabId === undefined}
          onClick={() => !busy && tabId !== undefined && void state.read(task, tabId)}
        >
          {t(reading ? "checks.readAgain" : "checks.read")}
        </button>
        <button
          type="button"
          class="button"
          data-testid="check-open-again"
          aria-disabled={busy}
          onClick={() => !busy && void state.open(task)}
        >
          {t("checks.openAgain")}
        </button>
        <button type="button" class="button" data-testid="check-skip" onClick={() => state.skip(task)}>
          {t("checks.skip")}
        </button>
      </div>
      <Fold label={t("checks.abroad")} testId="check-abroad">
        <AbroadCheckForm
          itemId={task.itemId}
          noPixels={task.noPixels}
          onSend={(body) => calls.addCheck(task.itemId, body)}
          onSaved={state.tell}
        />
      </Fold>
    </section>
  );
}

function ReadingSummary({ task, reading: { state } }: { task: OutcomeCheckTask; reading: OutcomeReading }) {
  const { t } = useLanguage();
  const { seen, readFrom, address } = state;
  return (
    <>
      <p class="check-seen" data-testid="check-seen" data-seen={seen}>
        <strong>{t(`seen.${seen}`)}</strong> {t(`checks.effect.${effectOf(task, seen)}`)}
      </p>
      <p class="small muted" data-testid="check-source">
        {t(`checks.readFrom.${readFrom}`)}
      </p>
      {address === task.address ? null : <p class="small muted">{t("checks.shown", { address })}</p>}
      <p class="small">{t("checks.look")}</p>
    </>
  );
}
