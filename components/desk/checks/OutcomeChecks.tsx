/** Worklist of due outcome checks. Each address is opened by a person, one at a time. */

import { useEffect, useMemo } from "preact/hooks";
import type { OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { OutcomeCheckTask, OutcomeCheckView } from "../../../utils/shared/contract/outcome-check.ts";
import type { CheckLocation, ContentState } from "../../../utils/shared/contract/request-state.ts";
import { dateTime, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { effectOf, mayState } from "../../../utils/shared/policy/request-effect.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Picture } from "../../ui/Picture.tsx";
import { Empty, Skeleton } from "../../ui/Placeholder.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { AbroadCheckForm } from "../requests/AbroadCheckForm.tsx";
import type { OutcomeCheckCalls } from "../requests/request-calls.ts";
import { type OutcomeChecksState, useOutcomeChecks } from "./use-outcome-checks.ts";

export interface OutcomeChecksProps {
  calls: OutcomeCheckCalls;
  /** In the popup, addresses open in the tab behind it. */
  inFront: boolean;
}

function useCheckResultWords(saved: OutcomeCheckView | undefined): string {
  const { language, t } = useLanguage();
  if (!saved) return "";
  const seen = t(`seen.${saved.seen}`);
  if (saved.seenFrom === "abroad") return t("checks.abroadSaved", { seen });
  const next = saved.next
    ? t("checks.nextLook", { when: dateTime(language, saved.next) })
    : t("checks.noNext");
  return t("checks.saved", { seen, next });
}

interface CurrentOutcomeCheckProps {
  task: OutcomeCheckTask;
  state: OutcomeChecksState;
  calls: OutcomeCheckCalls;
}

/** One due outcome check: its address, request, reason and last observation. */
function OutcomeCheckRow({ task, onOpen }: { task: OutcomeCheckTask; onOpen(): void }) {
  const { t } = useLanguage();
  return (
    <button type="button" class="row" data-testid="check-row" data-item={task.itemId} onClick={onOpen}>
      <OutcomeCheckFacts task={task} />
      <span class="row-act">{t("checks.open")}</span>
    </button>
  );
}

function useActionWords({ kind, action }: Pick<OutcomeCheckTask, "kind" | "action">): string {
  const { t, words } = useLanguage();
  return kind === "restore"
    ? t("checks.restore")
    : t("checks.asked", { action: words(actions[action].label) });
}

function OutcomeCheckFacts({ task }: { task: OutcomeCheckTask }) {
  const { language, t } = useLanguage();
  const asked = useActionWords(task);
  const { seen, seenAt, urgent, why, number, site, address } = task;
  const last =
    seen && seenAt
      ? t("checks.last", {
          seen: t(`seen.${seen}`),
          when: relativeTime(language, seenAt, Date.now()),
        })
      : t("checks.never");
  return (
    <>
      <span class="row-head">
        <strong>{t(`checks.why.${why}`)}</strong>
        {urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
      </span>
      <span class="row-body">
        <Foreign text={address.replace(/^https?:\/\/(?:www\.)?/, "")} />
      </span>
      <span class="row-foot">
        {t(`site.${site}`)}, {number}. {asked}. {last}
      </span>
    </>
  );
}

/** The outcome check in progress: the state read from the page, and the controls to record it. */
function CurrentOutcomeCheck({ task, state, calls }: CurrentOutcomeCheckProps) {
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
      {reading ? <ReadingPicture reading={reading} /> : null}
      {reading ? <StatementForm reading={reading} state={state} /> : null}
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
      <p data-testid="check-seen" data-seen={seen}>
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

/** The picture that is sealed with the check, as it will be sent. */
function ReadingPicture({ reading: { picture, bytes } }: { reading: OutcomeReading }) {
  const { t } = useLanguage();
  const address = useMemo(() => (bytes ? URL.createObjectURL(new Blob([bytes])) : undefined), [bytes]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  return (
    <figure class="check-picture" data-testid="check-picture" data-state={picture.state}>
      <Picture picture={picture} address={address} blurred />
      {picture.state === "taken" ? <figcaption class="small muted">{t("checks.picture")}</figcaption> : null}
    </figure>
  );
}

export function OutcomeChecks({ calls, inFront }: OutcomeChecksProps) {
  const { t } = useLanguage();
  const state = useOutcomeChecks(calls, inFront);
  const part = useFocusFallback();
  const { list, current, waiting, saved } = state;
  const resultWords = useCheckResultWords(saved);
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
        {resultWords}
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

const statable = ["removed", "withheld", "private", "available"] as const satisfies ContentState[];
const places = ["indonesia", "abroad"] as const satisfies CheckLocation[];

/** Facts that only the person knows: the location, and the state where the page does not tell. */
function StatementForm({ reading, state }: { reading: OutcomeReading; state: OutcomeChecksState }) {
  const { t } = useLanguage();
  const { seen, seenFrom, partner = "", note = "" } = state.statement;
  return (
    <>
      {mayState(reading.state) ? (
        <Chips
          label={t("checks.state")}
          options={statable.map((value) => ({ value, label: t(`seen.${value}`), testId: `state-${value}` }))}
          value={seen}
          onChange={(value) => state.state({ seen: value })}
        />
      ) : null}
      <Chips
        label={t("checks.place")}
        options={places.map((value) => ({
          value,
          label: t(`checks.place.${value}`),
          testId: `place-${value}`,
        }))}
        value={seenFrom}
        onChange={(value) => state.state({ seenFrom: value })}
      />
      <TextField
        label={t("checks.partner")}
        maxLength={200}
        testId="check-partner"
        value={partner}
        onInput={(typed) => state.state({ partner: typed })}
      />
      {seenFrom === "abroad" ? (
        <TextArea
          label={t("checks.abroadNote")}
          value={note}
          onChange={(value) => state.state({ note: value })}
          maxChars={limits.noteChars}
          testId="place-note"
          required
        />
      ) : null}
    </>
  );
}
