/** Where a supervisor decides, or answers a colleague's proposal. */

import { useEffect, useId, useRef } from "preact/hooks";
import type { CaseAct, CaseView } from "../../utils/contract/case.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import { limits } from "../../utils/contract/limits.ts";
import { actions } from "../../utils/policy/actions.ts";
import { basesInForce } from "../../utils/policy/bases.ts";
import { categories, order } from "../../utils/policy/categories.ts";
import { Chips } from "../shared/Chips.tsx";
import { Failure } from "../shared/Failure.tsx";
import { LockKeyhole } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { TextArea } from "../shared/TextArea.tsx";
import { type DecisionCalls, useDecision } from "./use-decision.ts";

export interface DecidePanelProps {
  view: CaseView;
  calls: DecisionCalls;
  onChanged(): Promise<void>;
}

export function DecidePanel({ view, calls, onChanged }: DecidePanelProps) {
  const { t } = useLanguage();
  const decision = useDecision(view, calls, onChanged);
  const reason = useRef<HTMLTextAreaElement>(null);
  const { draft, problem, busy } = decision;
  const reasonMissing = problem?.code === "reason-needed";
  useEffect(() => {
    if (reasonMissing) reason.current?.focus();
  }, [problem]);

  const button = (act: CaseAct, primary: boolean) =>
    view.can.includes(act) ? (
      <button
        type="button"
        class={primary ? "button primary" : "button"}
        data-testid={`decide-${act}`}
        disabled={busy !== undefined}
        onClick={() => decision.act(act)}
      >
        {t(busy === act ? "decide.saving" : `act.${act}`)}
      </button>
    ) : null;

  const saved = decision.saved ? (
    <p class="small" role="status" data-testid="decide-saved">
      {t("decide.saved")}
    </p>
  ) : null;

  if (view.can.length === 0) {
    return (
      <section class="decide" aria-label={t("decide.title")}>
        {saved}
        {problem ? <Failure problem={problem} /> : null}
        <p class="message" data-testid="cannot" data-reason={view.cannot}>
          <LockKeyhole size={16} aria-hidden="true" />
          <span>{t(view.cannot ? `cannot.${view.cannot}` : "decide.cannot")}</span>
        </p>
      </section>
    );
  }

  const answering = view.can.includes("confirm") || view.can.includes("refuse");
  const approving = view.can.includes("approve");
  return (
    <section class="decide" aria-label={t("decide.title")}>
      <h2>{t(answering ? "decide.confirmTitle" : "decide.title")}</h2>
      {approving ? (
        <Approval draft={draft} onPick={decision.pickCategory} onChange={decision.change} />
      ) : null}
      {approving || view.can.includes("refuse") ? (
        <TextArea
          label={t(answering ? "decide.reasonRefuse" : "decide.reason")}
          hint={answering ? "" : t("decide.reasonHint")}
          error={reasonMissing ? t("problem.reason-needed") : undefined}
          value={draft.reason}
          onChange={(value) => decision.change({ reason: value })}
          maxChars={limits.reasonChars}
          testId="decide-reason"
          inputRef={reason}
          required={approving}
        />
      ) : null}
      {problem && !reasonMissing ? <Failure problem={problem} /> : null}
      {saved}
      <div class="buttons decide-buttons">
        {button("reject", false)}
        {button("refuse", false)}
        {button("undo", false)}
        {button("approve", true)}
        {button("confirm", true)}
      </div>
      {approving ? <p class="small muted">{t("decide.needsSecond")}</p> : null}
    </section>
  );
}

interface ApprovalProps {
  draft: ReturnType<typeof useDecision>["draft"];
  onPick(category: CategoryCode): void;
  onChange: ReturnType<typeof useDecision>["change"];
}

function Approval({ draft, onPick, onChange }: ApprovalProps) {
  const { t, words } = useLanguage();
  const id = useId();
  const inForce = basesInForce(draft.category, new Date().toISOString());
  return (
    <>
      <div class="field">
        <label for={id}>{t("decide.category")}</label>
        <select
          id={id}
          class="input"
          data-testid="decide-category"
          value={draft.category}
          onChange={(event) => onPick(event.currentTarget.value as CategoryCode)}
        >
          {order.map((code) => (
            <option key={code} value={code}>
              {words(categories[code].label)}
            </option>
          ))}
        </select>
      </div>
      <Chips
        label={t("decide.action")}
        value={draft.action}
        onChange={(action) => onChange({ action })}
        options={categories[draft.category].actions.map((code) => ({
          value: code,
          label: words(actions[code].label),
          hint: words(actions[code].hint),
          testId: `decide-action-${code}`,
        }))}
      />
      <fieldset class="field">
        <legend class="legend">{t("decide.basis")}</legend>
        {inForce.length === 0 ? <p class="small muted">{t("decide.noBasis")}</p> : null}
        {inForce.map((basis) => (
          <label key={basis.id} class="check">
            <input
              type="checkbox"
              checked={draft.basis.includes(basis.id)}
              onChange={(event) =>
                onChange({
                  basis: event.currentTarget.checked
                    ? [...draft.basis, basis.id]
                    : draft.basis.filter((other) => other !== basis.id),
                })
              }
            />
            <span>
              {basis.text} {basis.verified ? null : <span class="tag warning">{t("form.unverified")}</span>}
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
