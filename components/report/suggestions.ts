/** What a model takes a post for: a guess below the grid, which chooses nothing and comes when it comes. */

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Fields } from "../../utils/contract/evidence.ts";
import type { Suggestion } from "../../utils/contract/suggestion.ts";
import { number } from "../../utils/language/time.ts";
import { categories } from "../../utils/policy/categories.ts";
import { useLanguage } from "../shared/language.ts";
import { useOffered } from "./offered.ts";

export type Suggest = (fields: Fields) => Promise<readonly Suggestion[]>;

/** Given once around the form; without it nothing is suggested. */
export const SuggestContext = createContext<Suggest>(async () => []);

/** "mungkin: judi online (0,93)"; undefined until it is known, and where nothing that is offered is suggested. */
export function useSuggestion(fields: Fields | undefined): string | undefined {
  const { language, t, words } = useLanguage();
  const suggest = useContext(SuggestContext);
  const offered = useOffered();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  useEffect(() => {
    let wanted = true;
    setSuggestions([]);
    // A guess that cannot be had is none.
    if (fields)
      suggest(fields).then(
        (found) => wanted && setSuggestions(found),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [fields, suggest]);
  const shown = suggestions.filter(({ category }) => offered.includes(category));
  if (shown.length === 0) return undefined;
  const names = shown.map(({ category, probability }) => {
    // Down: nothing is certain.
    const hundredths = Math.floor(probability * 100) / 100;
    return `${words(categories[category].short).toLowerCase()} (${number(language, hundredths)})`;
  });
  return t("form.suggested", { names: names.join(", ") });
}
