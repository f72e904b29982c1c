/** Words of letters in one language, whatever the language of the surface. */

import type { Language } from "../../utils/contract/site.ts";
import { fill } from "../../utils/language/fill.ts";
import { type LetterKey, letterTexts } from "../../utils/language/letter.ts";

export function sayIn(language: Language) {
  return (key: LetterKey, values: Record<string, string | number> = {}): string =>
    fill(letterTexts[language][key], values);
}
