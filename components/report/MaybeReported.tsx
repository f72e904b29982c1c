/** Notes that others may have reported the post. The intake is asked only on request. */

import { useState } from "preact/hooks";
import type { MessageOutput } from "../../utils/shared/contract/messages.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLanguage } from "../ui/language.ts";

type Answer = Result<MessageOutput<"check-reported">>;

export function MaybeReported({ onCheck }: { onCheck(): Promise<Answer> }) {
  const { t } = useLanguage();
  const [checking, setChecking] = useState(false);
  const [answer, setAnswer] = useState<Answer>();

  const check = async () => {
    setChecking(true);
    setAnswer(await onCheck());
    setChecking(false);
  };

  if (answer?.ok) {
    const state = answer.value.state ?? "never";
    return (
      <p class="small muted" role="status" data-testid="reported-answer" data-state={state}>
        {t(`form.reported.${state}`)}
      </p>
    );
  }
  return (
    <>
      <p class="small muted">
        {t("form.maybeReported")}{" "}
        <button
          type="button"
          class="button link"
          data-testid="check-reported"
          aria-disabled={checking}
          onClick={() => checking || check()}
        >
          {t(checking ? "form.checkingReported" : "form.checkReported")}
        </button>
      </p>
      {answer ? <Failure problem={answer.problem} /> : null}
    </>
  );
}
