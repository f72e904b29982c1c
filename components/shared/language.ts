/** The language of a surface, given once at its top and read anywhere below. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../utils/contract/site.ts";
import { type TextKey, text, type Values } from "../../utils/language/text.ts";

export const LanguageContext = createContext<Language>("id");

/** `t` gives a text by its key; `words` picks from data that carries both languages. */
export function useLanguage() {
  const language = useContext(LanguageContext);
  return {
    language,
    t: <K extends TextKey>(key: K, ...values: Values<K>): string => text(language, key, ...values),
    words: (both: Record<Language, string>): string => both[language],
  };
}
