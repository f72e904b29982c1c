/** Asks for the reason of a merge, split or move, and explains how to undo it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import type { RegroupContext } from "../case/case-calls.ts";

export interface RegroupFormProps {
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

export function RegroupForm({ regrouping, onSend, onLeave }: RegroupFormProps) {
  const { t } = useLanguage();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = async () => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "" || busy) return field.current?.focus();
    setBusy(true);
    const wrong = await onSend(reason.trim());
    setBusy(false);
    setProblem(wrong);
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
        onChange={setReason}
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
          disabled={busy}
          onClick={() => void send()}
        >
          {t(busy ? "decide.saving" : `similar.${regrouping.act}`)}
        </button>
      </div>
    </div>
  );
}
