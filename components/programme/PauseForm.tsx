/** Gives a vlogger no more tasks, with a reason that they read, or tasks again. */

import { useState } from "preact/hooks";
import type { VloggerView } from "../../utils/contract/cohort.ts";
import { limits } from "../../utils/contract/limits.ts";
import { date } from "../../utils/language/time.ts";
import { useLanguage } from "../shared/language.ts";
import { TextArea } from "../shared/TextArea.tsx";

export interface PauseFormProps {
  view: VloggerView;
  /** `null`: no longer. */
  onPause(reason: string | null): Promise<boolean>;
}

export function PauseForm({ view: { pause }, onPause }: PauseFormProps) {
  const { language, t } = useLanguage();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const start = async (event: Event) => {
    event.preventDefault();
    const typed = reason.trim();
    setMissing(typed === "");
    if (typed !== "" && (await onPause(typed))) setReason("");
  };
  if (pause) {
    const since = date(language, pause.at);
    return (
      <section class="block" data-testid="pause" data-state={pause.for}>
        <h2>{t("pause.title")}</h2>
        <p class="break">
          {pause.for === "record"
            ? t("pause.byRecord", { date: since })
            : t("pause.byPerson", { date: since, reason: pause.reason ?? "" })}
        </p>
        <button type="button" class="button" data-testid="pause-end" onClick={() => onPause(null)}>
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
      <button type="submit" class="button" data-testid="pause-start">
        {t("pause.start")}
      </button>
    </form>
  );
}
