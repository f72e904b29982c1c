/** Skips a task, without penalty. A reason is optional. */

import { useState } from "preact/hooks";
import type { SkipReason } from "../../../utils/shared/contract/review.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";
import type { ReviewCalls } from "./task-calls.ts";

export interface SkipTaskProps {
  caseId: string;
  calls: ReviewCalls;
  onSkipped(): void;
}

const skipReasons: readonly SkipReason[] = ["gone", "language", "conflict"];

export function SkipTask({ caseId, calls, onSkipped }: SkipTaskProps) {
  const { t } = useLanguage();
  const [why, setWhy] = useState<SkipReason>();
  const { problem, busy: sending, run } = useAct();
  const skip = async () => {
    if (await run(() => calls.skipTask(caseId, why === undefined ? {} : { why }))) onSkipped();
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
