/** Outcome of each item, with a shortcut to set all at once. */

import { useId } from "preact/hooks";
import type { ItemView } from "../../../utils/shared/contract/request.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { type AnswerDraft, type SaidOutcome, saidOutcomes } from "./answer-draft.ts";

export interface AnswerItemsProps {
  items: readonly ItemView[];
  outcomes: AnswerDraft["outcomes"];
  onChange(outcomes: AnswerDraft["outcomes"]): void;
}

export function AnswerItems({ items, outcomes, onChange }: AnswerItemsProps) {
  const { t } = useLanguage();
  const id = useId();
  const [first] = items;
  const same = first && outcomes[first.place];
  return (
    <div class="block" data-testid="answer-outcomes">
      {items.map(({ place, address, outcome }) => (
        <div key={place} class="field">
          <label for={`${id}-${place}`}>{t("answer.itemLabel", { place })}</label>
          <p class="small muted">
            <Foreign text={address} />
          </p>
          <select
            id={`${id}-${place}`}
            class="input"
            data-testid={`answer-item-${place}`}
            value={outcomes[place] ?? ""}
            onChange={(event) => {
              const { value } = event.currentTarget;
              onChange({ ...outcomes, [place]: value === "" ? undefined : (value as SaidOutcome) });
            }}
          >
            <option value="">{outcome === "pending" ? t("answer.unsaid") : t(`outcome.${outcome}`)}</option>
            {saidOutcomes.map((one) => (
              <option key={one} value={one}>
                {t(`outcome.${one}`)}
              </option>
            ))}
          </select>
          {place === first?.place && same && items.length > 1 ? (
            <button
              type="button"
              class="button link"
              data-testid="answer-all"
              onClick={() => onChange(Object.fromEntries(items.map((one) => [one.place, same])))}
            >
              {t("answer.allSame")}
            </button>
          ) : null}
        </div>
      ))}
    </div>
  );
}
