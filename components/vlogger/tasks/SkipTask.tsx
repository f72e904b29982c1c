/** Skips a task, without penalty. A reason is optional. */

import { useState } from "preact/hooks";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { SkipReason } from "../../../utils/shared/contract/review.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import type { ReviewCalls } from "./calls.ts";

export interface SkipTaskProps {
  caseId: string;
  calls: ReviewCalls;
  onSkipped(): void;
}

const skipReasons: readonly SkipReason[] = ["gone", "language", "conflict"];

export function SkipTask({ caseId, calls, onSkipped }: SkipTaskProps) {
  const { t } = useLanguage();
  const [why, setWhy] = useState<SkipReason>();
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const skip = async () => {
    if (sending) return;
    setSending(true);
    setProblem(undefined);
    const skipped = await calls.skipTask(caseId, why === undefined ? {} : { why });
    setSending(false);
    if (!skipped.ok) return setProblem(skipped.problem);
    onSkipped();
  };
  return (
    <Fold label={t("vlogger.skip")} testId="skip">
      <div class="skip">
        <p class="small muted">{t("vlogger.skipHint")}</p>
        <Chips<SkipReason>
          label={t("vlogger.skipWhy")}
          value={why}
          onChange={setWhy}
          options={skipReasons.map((value) => ({
            value,
            label: t(`skipWhy.${value}`),
            testId: `skip-${value}`,
          }))}
        />
        {problem ? <Failure problem={problem} /> : null}
        <button
          type="button"
          class="button"
          data-testid="skip-send"
          aria-disabled={sending}
          onClick={() => void skip()}
        >
          {t("vlogger.skipSend")}
        </button>
      </div>
    </Fold>
  );
}
