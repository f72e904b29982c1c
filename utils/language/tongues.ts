/** Names of the languages that posts are written in. */

import type { Language } from "../contract/site.ts";

/** ISO 639 codes that the queue can be narrowed to. Browsers know the names of few of them in Indonesian. */
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

type Tongue = keyof typeof names;

export const tongues = Object.keys(names) as Tongue[];

/** Such as `Jawa`; the code itself where nobody has a name for it. */
export function tongueName(language: Language, code: string): string {
  if (Object.hasOwn(names, code)) return names[code as Tongue][language];
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
    return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  } catch {
    // A page may tell any word as its language.
    return code;
  }
}
