/** Asks for the reason of a merge, split or move, and explains how to undo it. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { done } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import type { RegroupContext } from "../case/case-calls.ts";

export interface RegroupFormProps {
  caseId: string;
  regrouping: RegroupContext;
  /** Returns the problem, or undefined on success. */
  onSend(reason: string): Promise<Problem | undefined>;
  onLeave(): void;
}

const hints = {
  merge: "similar.hintMerge",
  join: "similar.hintJoin",
  leave: "similar.hintLeave",
  split: "similar.hintSplit",
} as const;

export function RegroupForm({ caseId, regrouping, onSend, onLeave }: RegroupFormProps) {
  const { t } = useLanguage();
  const kept = useDraft(`regroup:${caseId}:${JSON.stringify(regrouping)}`, () => "");
  const reason = kept.value;
  const [missing, setMissing] = useState(false);
  const { problem, busy, run } = useAct();
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const send = async () => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "" || busy) return field.current?.focus();
    if (refuseTooLong(reason, limits.reasonChars)) return;
    await run(async () => {
      const problem = await onSend(reason.trim());
      if (!problem) kept.forget();
      return problem ? { ok: false, problem } : done;
    });
  };
  return (
    // Handles its own keys: Ctrl+Enter must not send a decision, and Esc closes only this form.
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field within
    <div
      class="decide"
      onKeyDown={(event) => {
        if (event.key === "Escape") onLeave();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        else return;
        event.preventDefault();
      }}
    >
      <TextArea
        label={t(`similar.${regrouping.act}`)}
        hint={t(hints[regrouping.act])}
        error={missing ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={(typed) => kept.set(() => typed)}
        maxChars={limits.reasonChars}
        testId="regroup-reason"
        inputRef={field}
        required
      />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <button type="button" class="button" onClick={onLeave}>
          {t("decide.leave")}
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="regroup-send"
          aria-disabled={busy}
          onClick={() => void send()}
        >
          {t(busy ? "decide.saving" : `similar.${regrouping.act}`)}
        </button>
      </div>
    </div>
  );
}
