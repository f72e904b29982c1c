/** Names of the languages of posts. */

import type { Language } from "../contract/site.ts";

/** ISO 639 codes offered as a filter of the queue. Browsers have Indonesian names for few of them. */
const names = {
  id: { id: "Indonesia", en: "Indonesian" },
  jv: { id: "Jawa", en: "Javanese" },
  su: { id: "Sunda", en: "Sundanese" },
  min: { id: "Minangkabau", en: "Minangkabau" },
  mad: { id: "Madura", en: "Madurese" },
  ban: { id: "Bali", en: "Balinese" },
  bug: { id: "Bugis", en: "Buginese" },
  ace: { id: "Aceh", en: "Acehnese" },
  ar: { id: "Arab", en: "Arabic" },
  en: { id: "Inggris", en: "English" },
} as const satisfies Record<string, Record<Language, string>>;

type SpokenLanguage = keyof typeof names;

export const spokenLanguages = Object.keys(names) as SpokenLanguage[];

/** For example `Jawa`; the code itself if no name is known. */
export function spokenLanguageName(language: Language, code: string): string {
  if (Object.hasOwn(names, code)) return names[code as SpokenLanguage][language];
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
    return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  } catch {
    // A page can declare any string as its language.
    return code;
  }
}
