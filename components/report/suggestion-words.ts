/** How the form says what a model takes a post for: a guess beside the grid, which chooses nothing. */

import type { Suggestion } from "../../utils/contract/suggestion.ts";
import { number } from "../../utils/language/time.ts";
import { categories } from "../../utils/policy/categories.ts";
import type { useLanguage } from "../shared/language.ts";

/** "mungkin: judi online (0,93)"; undefined where nothing is suggested, or nothing that is offered. */
export function suggestionWords(
  suggestions: readonly Suggestion[] | undefined,
  offered: readonly string[],
  { language, t, words }: ReturnType<typeof useLanguage>,
): string | undefined {
  const shown = suggestions?.filter(({ category }) => offered.includes(category)) ?? [];
  if (shown.length === 0) return undefined;
  const names = shown.map(({ category, probability }) => {
    // Down: nothing is certain.
    const hundredths = Math.floor(probability * 100) / 100;
    return `${words(categories[category].short).toLowerCase()} (${number(language, hundredths)})`;
  });
  return t("form.suggested", { names: names.join(", ") });
}
