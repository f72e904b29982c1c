import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { useLanguage } from "../../ui/language.ts";
import { Agreement } from "./Agreement.tsx";
import { ReviewCard } from "./ReviewCard.tsx";

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
      <div class="reviews">
        {view.reviews.map((review) => (
          <ReviewCard key={review.id} review={review} category={view.category} />
        ))}
      </div>
    </section>
  );
}
