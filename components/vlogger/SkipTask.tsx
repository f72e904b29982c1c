/** Passing a task on: without penalty, and with a reason only where the reviewer wants to say one. */

import { useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { SkipWhy } from "../../utils/contract/review.ts";
import { Chips } from "../shared/Chips.tsx";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import type { ReviewCalls } from "./calls.ts";

export interface SkipTaskProps {
  caseId: string;
  calls: ReviewCalls;
  onSkipped(): void;
}

const whys: readonly SkipWhy[] = ["gone", "language", "conflict"];

export function SkipTask({ caseId, calls, onSkipped }: SkipTaskProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState<SkipWhy>();
  const [problem, setProblem] = useState<Problem>();
  if (!open) {
    return (
      <button type="button" class="button link" data-testid="skip" onClick={() => setOpen(true)}>
        {t("vlogger.skip")}
      </button>
    );
  }
  const skip = async () => {
    const skipped = await calls.skipTask(caseId, why === undefined ? {} : { why });
    if (!skipped.ok) return setProblem(skipped.problem);
    onSkipped();
  };
  return (
    <div class="card skip">
      <p class="small muted">{t("vlogger.skipHint")}</p>
      <Chips<SkipWhy>
        label={t("vlogger.skipWhy")}
        value={why}
        onChange={setWhy}
        options={whys.map((value) => ({ value, label: t(`skipWhy.${value}`), testId: `skip-${value}` }))}
      />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="button" class="button" data-testid="skip-send" onClick={skip}>
          {t("vlogger.skipSend")}
        </button>
        <button type="button" class="button quiet" onClick={() => setOpen(false)}>
          {t("vlogger.skipKeep")}
        </button>
      </div>
    </div>
  );
}
