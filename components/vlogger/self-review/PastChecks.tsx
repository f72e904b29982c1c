/** Earlier self-reviews, newest first: export, share with supervisors, stop sharing. */

import { useState } from "preact/hooks";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewView } from "../../../utils/shared/contract/review.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import type { Loaded } from "../../ui/use-load.ts";
import { OpenTick } from "./OpenTick.tsx";

export interface PastChecksProps {
  past: Loaded<{ selfReviews: SelfReviewView[] }>;
  setOpen(id: string, open: boolean): Promise<Result<unknown>>;
  onKeep(check: SelfReviewView): void;
}

export function PastChecks({ past, setOpen, onKeep }: PastChecksProps) {
  const { language, t } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const change = async (id: string, open: boolean) => {
    const changed = await setOpen(id, open);
    setProblem(changed.ok ? undefined : changed.problem);
    await past.reload();
  };
  // Most vloggers have none yet: an empty section is not shown.
  if (!past.problem && !past.value?.selfReviews.length) return null;
  return (
    <section class="block" data-testid="self-past">
      <h2>{t("self.past")}</h2>
      {past.problem ? <Failure problem={past.problem} /> : null}
      {problem ? <Failure problem={problem} /> : null}
      <ul class="rows">
        {past.value?.selfReviews.map((check) => (
          <li key={check.id} class="own-row" data-testid="self-row" data-result={check.result}>
            <p class="row-head title-head">
              <strong>
                <Foreign text={videoName(check)} />
              </strong>
              <span class="tag">{t(`selfResult.${check.result}`)}</span>
            </p>
            <p class="small muted">{dateTime(language, check.at)}</p>
            <OpenTick open={check.open} onChange={(open) => void change(check.id, open)} inRow />
            <button type="button" class="button link" data-testid="self-keep" onClick={() => onKeep(check)}>
              <Download size={14} aria-hidden="true" />
              {t("self.keep")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
