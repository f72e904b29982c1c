/** An invented post to judge, with an explanation of the answer. */

import type { Verdict } from "../../../utils/shared/contract/review.ts";
import type { TryCase } from "../../../utils/shared/policy/lessons/lesson.ts";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { findings } from "../../ui/verdicts.ts";

export interface TryCaseCardProps {
  number: number;
  tried: TryCase;
  chosen: Verdict | undefined;
  onChoose(verdict: Verdict): void;
}

export function TryCaseCard({ number, tried, chosen, onChoose }: TryCaseCardProps) {
  const { t, words } = useLanguage();
  const right = chosen === tried.answer;
  return (
    <li class="card try" data-testid="try" data-try={tried.id}>
      <h4>{t("learn.try", { number })}</h4>
      <p class="try-post">{words(tried.post)}</p>
      <Chips<Verdict>
        label={t("learn.verdict")}
        labelHidden
        value={chosen}
        onChange={onChoose}
        options={findings.map((value) => ({
          value,
          label: t(`verdict.${value}`),
          testId: `try-${tried.id}-${value}`,
        }))}
      />
      <div role="status">
        {chosen ? (
          <p class="small" data-testid={`answer-${tried.id}`} data-right={right}>
            <strong class={right ? "try-right" : "try-wrong"}>
              {right ? t("learn.right") : t("learn.wrong", { verdict: t(`verdict.${tried.answer}`) })}
            </strong>{" "}
            {words(tried.why)}
          </p>
        ) : null}
      </div>
    </li>
  );
}
