/** "Periksa video saya": a vlogger checks their own video against the rules and may record it at the intake. */

import { useState } from "preact/hooks";
import type { SelfReviewToSave } from "../../../utils/extension/vlogger/self-review-report.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewView } from "../../../utils/shared/contract/review.ts";
import { videoName } from "../../../utils/shared/i18n/texts/vlogger.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { type Loaded, useLoad } from "../../ui/use-load.ts";
import { PickVideo } from "./PickVideo.tsx";
import { SelfReviewQuestions } from "./SelfReviewQuestions.tsx";
import { type SelfReviewCalls, useSelfReview } from "./use-self-review.ts";
import { VisibilityTick } from "./VisibilityTick.tsx";

interface PastSelfReviewsProps {
  past: Loaded<{ selfReviews: SelfReviewView[] }>;
  setOpen(id: string, open: boolean): Promise<Result<unknown>>;
  onKeep(check: SelfReviewView): void;
}

/** Earlier self-reviews, newest first: export, share with supervisors, stop sharing. */
function PastSelfReviews({ past, setOpen, onKeep }: PastSelfReviewsProps) {
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
            <VisibilityTick open={check.open} onChange={(open) => void change(check.id, open)} inRow />
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

export function SelfReview({ calls }: { calls: SelfReviewCalls }) {
  const { language, t } = useLanguage();
  const past = useLoad("self-reviews", calls.listSelfReviews);
  const check = useSelfReview(calls, past.reload);
  const subject = check.video?.subject;
  const [keptAs, setKeptAs] = useState<{ subject: string | undefined; name: string }>();
  const keep = async (kept: SelfReviewToSave) => {
    const file = await calls.makeCheckReport(kept, language);
    saveFile(file);
    setKeptAs({ subject, name: file.name });
  };
  const keptLine = (
    <p class="small said" role="status" data-testid="self-kept">
      {keptAs && keptAs.subject === subject ? t("self.kept", { name: keptAs.name }) : ""}
    </p>
  );

  if (check.video) {
    return (
      <SelfReviewQuestions key={subject} video={check.video} check={check} calls={calls} onKeep={keep}>
        {keptLine}
      </SelfReviewQuestions>
    );
  }
  return (
    <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
      <h2 class="title">{t("self.title")}</h2>
      <p class="muted">{t("self.hint")}</p>
      <p class="small" data-testid="self-leaves">
        {t("self.leaves")}
      </p>
      <PickVideo activeVideo={calls.activeVideo} findVideo={calls.findVideo} onPick={check.start} />
      {keptLine}
      <PastSelfReviews past={past} setOpen={calls.setSelfReviewOpen} onKeep={keep} />
    </section>
  );
}
