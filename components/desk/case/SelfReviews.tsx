/** Self-reviews of the video by its vloggers: date, policy version and, if shared, the findings. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { SharedSelfReview } from "../../../utils/shared/contract/review.ts";
import { date, timecode } from "../../../utils/shared/i18n/time.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export function SelfReviews({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  if (!view.selfReviews?.length) return null;
  return (
    <section class="block">
      <h2>{t("selfSeen.title")}</h2>
      {view.selfReviews.map((check) => (
        <SharedSelfReviewCard key={check.at} check={check} />
      ))}
    </section>
  );
}

function SharedSelfReviewCard({ check: { at, policyVersion, content } }: { check: SharedSelfReview }) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="self-seen" data-open={content !== undefined}>
      <p class="small">{t("selfSeen.one", { date: date(language, at), version: policyVersion })}</p>
      {content ? (
        <Fold label={t("selfSeen.content")} testId="self-seen-content">
          <SelfReviewContent content={content} />
        </Fold>
      ) : (
        <p class="small muted">{t("selfSeen.closed")}</p>
      )}
    </div>
  );
}

/** Omits the rules that were answered "fine". */
function SelfReviewContent({ content }: { content: NonNullable<SharedSelfReview["content"]> }) {
  const { t, words } = useLanguage();
  const told = content.answers.filter(({ answer }) => answer !== "fine");
  return (
    <>
      <p>
        <strong>{t(`selfResult.${content.result}`)}</strong>
      </p>
      {told.map(({ rule, answer, timecodes }) => (
        <div key={rule} class="small">
          <p>
            {words(selfReviewRules.find(({ id }) => id === rule)?.question ?? { id: rule, en: rule })}{" "}
            <strong>{t(`selfAnswer.${answer}`)}</strong>
          </p>
          {timecodes.map(({ seconds, note }) => (
            <p key={`${seconds} ${note}`}>
              <span class="timecode">{timecode(seconds)}</span> <Foreign text={note} />
            </p>
          ))}
        </div>
      ))}
    </>
  );
}
