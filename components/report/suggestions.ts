/** Category suggestion of the classifier, shown below the grid. It never selects a category. */

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Fields } from "../../utils/shared/contract/evidence.ts";
import type { Suggestion } from "../../utils/shared/contract/suggestion.ts";
import { number } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { useLanguage } from "../ui/language.ts";
import { useOfferedCategories } from "./CategoryGrid.tsx";

export type Suggest = (fields: Fields) => Promise<readonly Suggestion[]>;

/** The default suggests nothing. */
export const SuggestContext = createContext<Suggest>(async () => []);

/** For example "mungkin: judi online (0,93)". Undefined until known, or if no offered category is suggested. */
export function useSuggestion(fields: Fields | undefined): string | undefined {
  const { language, t, words } = useLanguage();
  const suggest = useContext(SuggestContext);
  const offered = useOfferedCategories();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    let wanted = true;
    setSuggestions([]);
    // Failures of the classifier are ignored.
    if (fields)
      suggest(fields).then(
        (suggested) => wanted && setSuggestions(suggested),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [fields, suggest]);
  const shown = suggestions.filter(({ category }) => offered.includes(category));
  if (shown.length === 0) return undefined;
  const names = shown.map(({ category, probability }) => {
    // Rounds down so that no suggestion shows certainty.
    const hundredths = Math.floor(probability * 100) / 100;
    return `${words(categories[category].short).toLowerCase()} (${number(language, hundredths)})`;
  });
  return t("form.suggested", { names: names.join(", ") });
}
