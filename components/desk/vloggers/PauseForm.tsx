/** Pauses a vlogger's tasks, with a reason shown to them, or resumes them. */

import { useState } from "preact/hooks";
import type { VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { usePauseWords } from "./use-pause-words.ts";

export interface PauseFormProps {
  view: VloggerView;
  /** `null` ends the pause. */
  onPause(reason: string | null): Promise<Result<unknown>>;
}

export function PauseForm({ view: { pause }, onPause }: PauseFormProps) {
  const { t } = useLanguage();
  const why = usePauseWords(pause);
  const { problem, run } = useAct();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const start = async (event: Event) => {
    event.preventDefault();
    const typed = reason.trim();
    setMissing(typed === "");
    if (typed !== "" && (await run(() => onPause(typed)))) setReason("");
  };
  if (pause) {
    return (
      <section class="block" data-testid="pause" data-state={pause.for}>
        <h2>{t("pause.title")}</h2>
        <p>{why}</p>
        {problem ? <Failure problem={problem} /> : null}
        <button
          type="button"
          class="button"
          data-testid="pause-end"
          onClick={() => void run(() => onPause(null))}
        >
          {t("pause.end")}
        </button>
      </section>
    );
  }
  return (
    <form class="block" noValidate data-testid="pause" data-state="none" onSubmit={start}>
      <h2>{t("pause.title")}</h2>
      <p class="muted">{t("pause.none")}</p>
      <TextArea
        label={t("pause.reason")}
        hint={t("pause.reasonHint")}
        error={missing ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={setReason}
        maxChars={limits.reasonChars}
        testId="pause-reason"
        required
      />
      {problem ? <Failure problem={problem} /> : null}
      <button type="submit" class="button" data-testid="pause-start">
        {t("pause.start")}
      </button>
    </form>
  );
}
