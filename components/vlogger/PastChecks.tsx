/** One's own earlier checks, newest first. */

import type { SelfReviewView } from "../../utils/contract/review.ts";
import { dateTime } from "../../utils/language/time.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import type { Loaded } from "../shared/use-load.ts";

export function PastChecks({ past }: { past: Loaded<{ selfReviews: SelfReviewView[] }> }) {
  const { language, t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("self.past")}</h2>
      {past.problem ? <Failure problem={past.problem} /> : null}
      {past.value?.selfReviews.length === 0 ? <p class="muted">{t("self.pastEmpty")}</p> : null}
      <ul class="rows">
        {past.value?.selfReviews.map((check) => (
          <li key={check.id} class="own-row" data-testid="self-row" data-result={check.result}>
            <p class="row-head">
              <strong class="break">{check.title ?? check.subject}</strong>
              <span class="tag">{t(`selfResult.${check.result}`)}</span>
            </p>
            <p class="small muted">{dateTime(language, check.at)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
