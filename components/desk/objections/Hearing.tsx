/** Form to hear one objection: its outcome, the reason shown to the objector, and the decision that replaces the old one. */

import { useContext, useRef } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ObjectionView } from "../../../utils/shared/contract/objection.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { DecisionChoice } from "../decision/Choice.tsx";
import { withAllGrounds } from "../decision/decision-draft.ts";
import { PendingActsContext } from "../held-acts.ts";
import { PickList } from "../queue/PickList.tsx";
import { type HearingCalls, useHearing } from "./use-hearing.ts";

export interface HearingFormProps {
  view: CaseView;
  objection: ObjectionView;
  calls: HearingCalls;
  onChanged(): Promise<void>;
}

export function HearingForm({ view, objection, calls, onChanged }: HearingFormProps) {
  const { language, t } = useLanguage();
  const hearing = useHearing(view, objection, calls, onChanged);
  const { draft, act, lacks, problem, busy } = hearing;
  const reason = useRef<HTMLTextAreaElement>(null);
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
        options={(["dismissed", "upheld"] as const).map((value) => ({ value, label: t(`hearing.${value}`) }))}
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
              onAll={() => hearing.changeDecision((old) => withAllGrounds(old, language))}
            />
          ) : null}
        </>
      ) : null}
      <TextArea
        label={t("hearing.reason")}
        hint={t("hearing.reasonHint")}
        error={lacks === "reason" ? t("problem.reason-needed") : undefined}
        value={draft.reason}
        onChange={(value) => hearing.change((old) => ({ ...old, reason: value }))}
        maxChars={limits.reasonChars}
        rows={3}
        testId="hearing-reason"
        inputRef={reason}
        required
      />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <span class="small muted">{t("hearing.sendHint")}</span>
        <button
          type="submit"
          class="button primary"
          data-testid="hearing-send"
          aria-keyshortcuts="Control+Enter"
          disabled={busy}
        >
          {t(busy ? "decide.saving" : "hearing.send")}
        </button>
      </div>
    </form>
  );
}
