import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ObjectionView } from "../../../utils/shared/contract/objection.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { DecisionChoice } from "../decision/DecisionChoice.tsx";
import { withAllGrounds } from "../decision/decision-draft.ts";
import { PendingActsContext } from "../pending-acts.ts";
import { PickList } from "../queue/PickList.tsx";
import { type HearingCalls, useHearing } from "./use-hearing.ts";

export interface ObjectionsProps {
  view: CaseView;
  calls: HearingCalls;
  onChanged(): Promise<void>;
}

interface HearingFormProps {
  view: CaseView;
  objection: ObjectionView;
  calls: HearingCalls;
  onChanged(): Promise<void>;
}

/**
 * Form to hear one objection: its outcome, the reason shown to the objector, and the decision that
 * replaces the old one.
 */
function HearingForm({ view, objection, calls, onChanged }: HearingFormProps) {
  const { language, t } = useLanguage();
  const hearing = useHearing(view, objection, calls, onChanged);
  const { draft, act, lacks, problem, busy } = hearing;
  if (useContext(PendingActsContext).isPending(view.id))
    return (
      <p class="message" data-testid="hearing-held">
        {t("held.here")}
      </p>
    );
  return (
    <form
      class="hearing"
      noValidate
      aria-label={t("hearing.open")}
      data-testid="hearing"
      onSubmit={(event) => {
        event.preventDefault();
        void hearing.send();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        // The open case uses the same keys to send its decision.
        event.preventDefault();
        void hearing.send();
      }}
    >
      <PickList
        label={t("hearing.outcome")}
        testId="hearing"
        options={[
          {
            value: "dismissed" as const,
            label: t(objection.dismissal?.own === false ? "hearing.confirm" : "hearing.dismissed"),
          },
          { value: "upheld" as const, label: t("hearing.upheld") },
        ]}
        value={draft.outcome}
        onPick={(outcome) => hearing.change((old) => ({ ...old, outcome }))}
        error={lacks === "outcome" ? t("hearing.pick") : undefined}
      />
      {draft.outcome === "upheld" ? (
        <>
          <p class="small muted">{t(act ? "hearing.reverses" : "hearing.already")}</p>
          {act ? (
            <DecisionChoice
              view={view}
              draft={{ ...draft.decision, open: act }}
              unchosen={lacks === "why" ? "why" : undefined}
              problem={problem}
              change={hearing.changeDecision}
              onAll={() => hearing.changeDecision((old) => withAllGrounds(old, { language }))}
            />
          ) : null}
        </>
      ) : null}
      <Reason hearing={hearing} />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <span class="small muted">{t("hearing.sendHint")}</span>
        <button
          type="submit"
          class="button primary"
          data-testid="hearing-send"
          aria-keyshortcuts="Control+Enter"
          aria-disabled={busy}
        >
          {t(busy ? "decide.saving" : "hearing.send")}
        </button>
      </div>
    </form>
  );
}

/** Hidden while a dismissal is confirmed, because its reason stays the first person's. */
function Reason({ hearing }: { hearing: ReturnType<typeof useHearing> }) {
  const { t } = useLanguage();
  const { draft, isConfirmation, lacks, change } = hearing;
  if (isConfirmation) return null;
  return (
    <>
      {draft.outcome === "dismissed" ? <p class="small muted">{t("hearing.dismissedHint")}</p> : null}
      <TextArea
        label={t("hearing.reason")}
        hint={t("hearing.reasonHint")}
        error={lacks === "reason" ? t("problem.reason-needed") : undefined}
        value={draft.reason}
        onChange={(value) => change((old) => ({ ...old, reason: value }))}
        maxChars={limits.reasonChars}
        rows={3}
        testId="hearing-reason"
        required
      />
    </>
  );
}

export function Objections({ view, calls, onChanged }: ObjectionsProps) {
  const { t } = useLanguage();
  const { objections = [], restoreDue } = view;
  if (objections.length === 0 && !restoreDue) return null;
  return (
    <section class="block" data-testid="objections">
      <h2>{t("objections.title")}</h2>
      {restoreDue ? (
        <p class="message" data-testid="restore-due">
          <span>{t("restore.due")}</span>
        </p>
      ) : null}
      {objections.map((objection) => (
        <ObjectionCard key={objection.id} objection={objection}>
          {objection.canHear ? (
            // Another key closes the form once its dismissal is proposed.
            <Fold
              key={objection.dismissal?.own ? "proposed" : "unheard"}
              label={t("hearing.open")}
              testId="hearing-open"
            >
              <HearingForm view={view} objection={objection} calls={calls} onChanged={onChanged} />
            </Fold>
          ) : null}
        </ObjectionCard>
      ))}
    </section>
  );
}

const tones = { open: "tag warning", upheld: "tag done", dismissed: "tag" } as const;

function ObjectionCard({ objection, children }: { objection: ObjectionView; children: ComponentChildren }) {
  const { language, t } = useLanguage();
  const { objector, name, contact, text, at, dueAt, state, canHear } = objection;
  const who = name === undefined ? t(`objector.${objector}`) : `${t(`objector.${objector}`)}: ${name}`;
  return (
    <div class="card" data-testid="objection" data-state={state}>
      <p class="row-head">
        <strong>{t("objections.from", { who, when: dateTime(language, at) })}</strong>
        <span class={tones[state]}>{t(`objectionState.${state}`)}</span>
      </p>
      {objection.byAddress ? <p class="small muted">{t("objections.byAddress")}</p> : null}
      {text === undefined ? (
        <p class="small muted">{t("objections.withheld")}</p>
      ) : (
        <p class="objection-text">
          <Foreign text={text} />
        </p>
      )}
      {contact === undefined ? null : <p class="small muted">{t("objections.contact", { contact })}</p>}
      {state === "open" ? (
        <p class="small muted">{t("objections.due", { when: dateTime(language, dueAt) })}</p>
      ) : null}
      {state === "open" && !canHear ? <p class="small">{t("objections.elsewhere")}</p> : null}
      <Dismissal dismissal={objection.dismissal} />
      <HearingResult objection={objection} />
      {children}
    </div>
  );
}

/** A proposed dismissal that a second person has yet to confirm. */
function Dismissal({ dismissal }: Pick<ObjectionView, "dismissal">) {
  const { t } = useLanguage();
  if (!dismissal) return null;
  const { own, by, reason } = dismissal;
  const key = own ? "objections.dismissalOwn" : by === undefined ? "objections.dismissalHidden" : undefined;
  return (
    <div data-testid="dismissal">
      <p class="small muted">{key ? t(key) : t("objections.dismissal", { name: by ?? "" })}</p>
      <p>
        <Foreign text={reason} />
      </p>
    </div>
  );
}

function HearingResult({ objection }: { objection: ObjectionView }) {
  const { language, t } = useLanguage();
  const { state, heardBy, heardAt, reason } = objection;
  if (heardBy === undefined || heardAt === undefined) return null;
  const when = dateTime(language, heardAt);
  return (
    <>
      <p class="small muted">
        {t("objections.heard", { state: t(`objectionState.${state}`), name: heardBy, when })}
      </p>
      <p>
        <Foreign text={reason} />
      </p>
    </>
  );
}
