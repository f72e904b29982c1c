/** The elements of a category as questions; all must be met for a violation. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { ElementAnswer } from "../../../utils/shared/contract/review.ts";
import { elements } from "../../../utils/shared/policy/elements.ts";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface ElementQuestionsProps {
  category: CategoryCode;
  answers: Readonly<Record<string, ElementAnswer>>;
  onAnswer(id: string, answer: ElementAnswer): void;
}

const choices: readonly ElementAnswer[] = ["yes", "no", "unsure"];

export function ElementQuestions({ category, answers, onAnswer }: ElementQuestionsProps) {
  const { t, words } = useLanguage();
  return (
    <section class="elements" aria-label={t("vlogger.elements")}>
      <h3 class="legend">{t("vlogger.elements")}</h3>
      {elements[category].map(({ id, words: said }) => (
        <div key={id} class="element" data-testid={`element-${id}`}>
          <p>{words(said)}</p>
          <Chips<ElementAnswer>
            label={words(said)}
            labelHidden
            value={answers[id]}
            onChange={(answer) => onAnswer(id, answer)}
            options={choices.map((value) => ({
              value,
              label: t(`elementAnswer.${value}`),
              testId: `element-${id}-${value}`,
            }))}
          />
        </div>
      ))}
    </section>
  );
}
