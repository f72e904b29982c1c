/** Agreement between reviewers, most frequent verdict first. Minority verdicts are always shown and never averaged. */

import type { CaseReview, Verdict } from "../../../utils/shared/contract/review.ts";
import { agreementOn } from "../../../utils/shared/policy/agreement.ts";
import { useLanguage } from "../../ui/language.ts";

export function Agreement({ reviews }: { reviews: readonly CaseReview[] }) {
  const { t } = useLanguage();
  const voices = reviews.filter(({ replaced }) => !replaced);
  const counted = voices.filter(({ weight }) => weight > 0);
  const beside = voices.length - counted.length;
  return (
    <>
      {counted.length > 0 ? <Majority reviews={counted} /> : null}
      {beside > 0 ? <p class="small muted">{t("agree.beside", { count: beside })}</p> : null}
    </>
  );
}

function Majority({ reviews }: { reviews: readonly CaseReview[] }) {
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
  const split = 2 * most <= count;
  const { said } = agreementOn(reviews);
  const isLight = said === undefined && (verdict === "violates" || verdict === "does-not");
  const majority = t(isLight ? "agree.light" : "agree.most", { most, count, verdict: words });
  return (
    <p data-testid="agreement">
      {split ? t("agree.split", { count }) : majority}
      {". "}
      {t("agree.dissent", { names: names(split ? [first, ...others] : others) })}
    </p>
  );
}
