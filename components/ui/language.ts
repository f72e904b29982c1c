/** The language of a surface, provided as a context. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../utils/shared/contract/site.ts";
import { foreign } from "../../utils/shared/i18n/foreign-text.ts";
import { type TextKey, text, type Values } from "../../utils/shared/i18n/text.ts";

export const LanguageContext = createContext<Language>("id");

/** `t` looks up a text by its key; `words` picks from data that carries both languages. */
export function useLanguage() {
  const language = useContext(LanguageContext);
  return {
    language,
    t: <K extends TextKey>(key: K, ...values: Values<K>): string => text(language, key, ...harmless(values)),
    words: (both: Record<Language, string>): string => both[language],
  };
}

/** Isolates inserted values, because they may be text by other people. */
function harmless<V extends readonly Record<string, string | number>[]>(values: V): V {
  return values.map((holes) =>
    Object.fromEntries(
      Object.entries(holes).map(([name, value]) => [
        name,
        typeof value === "string" ? foreign(value) : value,
      ]),
    ),
  ) as unknown as V;
}
