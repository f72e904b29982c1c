/** One reviewer's verdict, with its findings and the reviewer's measured reliability. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { CaseReview, ElementAnswer, SharedSelfReview } from "../../../utils/shared/contract/review.ts";
import { date, dateTime, number, timecode } from "../../../utils/shared/i18n/time.ts";
import { elements, videoGone } from "../../../utils/shared/policy/decision-elements.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface ReviewCardProps {
  review: CaseReview;
  category: CategoryCode;
}

export function ReviewCard({ review, category }: ReviewCardProps) {
  const { language, t } = useLanguage();
  const { verdict, confidence, reason, timecodes, localContext, rank, weight, by, at, replaced, tied } =
    review;
  return (
    <div class="card review-card" data-testid="review" data-verdict={verdict} data-rank={rank}>
      <p class="row-head">
        <strong>{t(`verdict.${verdict}`)}</strong>
        {confidence ? <span class="tag">{t(`confidence.${confidence}`)}</span> : null}
        {replaced ? <span class="tag">{t("review.replaced")}</span> : null}
      </p>
      {tied ? <p class="small muted">{t(`review.tied.${tied}`)}</p> : null}
      <p>
        <Foreign text={reason} />
      </p>
      {timecodes.map(({ seconds, note }) => (
        <p key={`${seconds} ${note}`} class="small">
          <span class="timecode">{timecode(seconds)}</span> <Foreign text={note} />
        </p>
      ))}
      <AnsweredQuestions answers={review.elements ?? {}} category={category} />
      {localContext ? (
        <p class="small" data-testid="review-context">
          <strong>{t("vlogger.context")}:</strong> <Foreign text={localContext} />
        </p>
      ) : null}
      <p class="small muted">
        {t(`rank.${rank}`)}
        {rank === "participant" ? "" : `, ${t("agree.weight", { weight: number(language, weight) })}`}
        {by ? `, ${t("review.by", { name: by })}` : ""}, {dateTime(language, at)}
      </p>
    </div>
  );
}

/** Lists every element of the category in a fixed order, so that cards can be compared. */
function AnsweredQuestions({
  answers,
  category,
}: {
  answers: Record<string, ElementAnswer>;
  category: CategoryCode;
}) {
  const { t, words } = useLanguage();
  const asked = elements[category].filter(({ id }) => answers[id] !== undefined);
  if (asked.length === 0 && answers[videoGone] === undefined) return null;
  return (
    <ul class="small found">
      {asked.map(({ id, words: said }) => (
        <li key={id} data-testid={`found-${id}`} data-answer={answers[id]}>
          <strong>{t(`elementAnswer.${answers[id] ?? "unsure"}`)}</strong> {words(said)}
        </li>
      ))}
      {answers[videoGone] === "yes" ? <li>{t("videoNow.noteGone")}</li> : null}
    </ul>
  );
}

/** Self-reviews of the video by its vloggers: date, policy version and, if shared, the findings. */
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

function SharedSelfReviewCard({
  check: { at, policyVersion, declared, content },
}: {
  check: SharedSelfReview;
}) {
  const { language, t } = useLanguage();
  return (
    <div class="card" data-testid="self-seen" data-open={content !== undefined}>
      <p class="small">{t("selfSeen.one", { date: date(language, at), version: policyVersion })}</p>
      {declared ? (
        <p class="message warning" data-testid="self-declared">
          {t("selfSeen.declared")}
        </p>
      ) : null}
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
  const notable = content.answers.filter(({ answer }) => answer !== "fine");
  return (
    <>
      <p>
        <strong>{t(`selfResult.${content.result}`)}</strong>
      </p>
      {notable.map(({ rule, answer, timecodes }) => (
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
