/** The recipe pack in use, the disabled recipes, and why the last pack was rejected. */

import { useState } from "preact/hooks";
import type { RecipesState, SwitchedOff } from "../../utils/shared/contract/recipe.ts";
import type { ModelState, Suggestible } from "../../utils/shared/contract/suggestion.ts";
import { dateTime, localOffsetMinutes, number } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLanguage } from "../ui/language.ts";

export interface RecipesProps {
  state: RecipesState;
  /** Asks the intake for a newer pack. The page then renders again with the new state. */
  check(): Promise<void>;
}

export function Recipes({ state, check }: RecipesProps) {
  const { language, t, words } = useLanguage();
  const [busy, setBusy] = useState(false);
  const { builtIn, pack, askedAt, refusal } = state;
  const when = (instant: string) => dateTime(language, instant, localOffsetMinutes(instant));
  const nameOf = ({ site, kind }: SwitchedOff) =>
    kind ? `${t(`site.${site}`)} (${t(`kind.${kind}`)})` : t(`site.${site}`);
  const served = pack && pack.version > builtIn ? pack : undefined;
  const percent = (share: number) => number(language, Math.floor(share * 1000) / 10);
  const modelNames = (model: ModelState) =>
    Object.entries(model.categories)
      .map(([code, { precision, recall }]) =>
        t("recipes.modelOf", {
          category: words(categories[code as Suggestible].short),
          precision: percent(precision),
          recall: percent(recall),
        }),
      )
      .join(", ");
  const press = async () => {
    if (busy) return;
    setBusy(true);
    await check();
    setBusy(false);
  };
  return (
    <section class="options-card">
      <h2>{t("recipes.title")}</h2>
      <p>{t("recipes.why")}</p>
      <div role="status">
        <p data-testid="recipes-version" data-version={served?.version ?? builtIn}>
          {served
            ? t("recipes.pack", { version: served.version, date: when(served.acceptedAt) })
            : t("recipes.builtIn", { version: builtIn })}
        </p>
        {pack && !served ? <p class="small muted">{t("recipes.older", { pack: pack.version })}</p> : null}
        {pack && pack.off.length > 0 ? (
          <p data-testid="recipes-off">{t("recipes.off", { names: pack.off.map(nameOf).join(", ") })}</p>
        ) : null}
        {pack?.model ? (
          <p class="small muted" data-testid="recipes-model">
            {t("recipes.model", {
              count: number(language, pack.model.cases),
              date: when(pack.model.trainedAt),
              names: modelNames(pack.model),
            })}
          </p>
        ) : null}
        {refusal ? (
          <div data-testid="recipes-refused" data-code={refusal.problem.code}>
            <p class="small">{t("recipes.refused", { date: when(refusal.at) })}</p>
            <Failure problem={refusal.problem} />
          </div>
        ) : null}
        {askedAt ? <p class="small muted">{t("recipes.asked", { date: when(askedAt) })}</p> : null}
      </div>
      <button type="button" class="button" data-testid="recipes-check" disabled={busy} onClick={press}>
        {t(busy ? "recipes.checking" : "recipes.check")}
      </button>
    </section>
  );
}
