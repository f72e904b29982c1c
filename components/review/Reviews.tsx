/** What trusted reviewers say of a case: how many agree, who differs, and each in their own words. */

import type { CaseView } from "../../utils/contract/case.ts";
import type { ReviewView, Verdict } from "../../utils/contract/review.ts";
import { dateTime, timecode } from "../../utils/language/time.ts";
import { useLanguage } from "../shared/language.ts";

export function Reviews({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  if (view.site !== "youtube" && view.reviews.length === 0 && !view.reviewAsked) return null;
  return (
    <section class="block">
      <h2>{t("review.reviews")}</h2>
      {view.reviewAsked ? <p class="small muted">{t("ask.reviewersWaiting")}</p> : null}
      {view.reviews.length === 0 ? (
        <p class="muted">{t("review.noReviews")}</p>
      ) : (
        <Agreement reviews={view.reviews} />
      )}
      {view.reviews.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
    </section>
  );
}

/** The most said first; dissent is never left out. */
function Agreement({ reviews }: { reviews: readonly ReviewView[] }) {
  const { t } = useLanguage();
  const counts = new Map<Verdict, number>();
  for (const { verdict } of reviews) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const [first, ...others] = [...counts].sort(([, a], [, b]) => b - a);
  if (!first) return null;
  const [verdict, most] = first;
  const count = reviews.length;
  const names = (list: [Verdict, number][]) =>
    list
      .map(([one, times]) => t("agree.dissentOne", { count: times, verdict: t(`verdict.${one}`) }))
      .join(", ");
  const words = t(`verdict.${verdict}`);
  if (others.length === 0) return <p data-testid="agreement">{t("agree.all", { count, verdict: words })}</p>;
  const tied = others[0]?.[1] === most;
  return (
    <p data-testid="agreement">
      {tied ? t("agree.split", { count }) : t("agree.most", { most, count, verdict: words })}
      {". "}
      {t("agree.dissent", { names: names(tied ? [first, ...others] : others) })}
    </p>
  );
}

function ReviewCard({ review }: { review: ReviewView }) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="review" data-verdict={review.verdict}>
      <p>
        <strong>{t(`verdict.${review.verdict}`)}</strong>
      </p>
      <p class="break">{review.reason}</p>
      {review.timecodes.map(({ seconds, note }) => (
        <p key={`${seconds} ${note}`} class="break small">
          <span class="timecode">{timecode(seconds)}</span> {note}
        </p>
      ))}
      <p class="small muted">
        {t("review.by", { name: review.by })}, {dateTime(language, review.at)}
      </p>
    </div>
  );
}
