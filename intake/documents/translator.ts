/**
 * Texts, times and numbers in one language. Times are always in Jakarta time, by which legal days are
 * counted.
 */

import type { Language } from "../../utils/shared/contract/site.ts";
import { type DossierKey, dossierTexts } from "../../utils/shared/i18n/dossier.ts";
import { fill } from "../../utils/shared/i18n/fill-placeholders.ts";
import { type TextKey, texts } from "../../utils/shared/i18n/text.ts";
import { date, dateTime, jakartaMinutes, number } from "../../utils/shared/i18n/time.ts";
import type { Words } from "../../utils/shared/policy/category-definition.ts";
import { receiptNumberOf } from "../../utils/shared/seal/receipt-number.ts";

export interface Translator {
  language: Language;
  say(key: DossierKey, values?: Record<string, string | number>): string;
  /** A shared text such as `site.x`; the key's last part if there is none. */
  name(key: string): string;
  pick(words: Words): string;
  when(instant: string): string;
  /** A calendar day `YYYY-MM-DD`. */
  day(day: string): string;
  count(value: number): string;
  /** Receipt number of a report. */
  number(reportId: string): string;
}

export function createTranslator(language: Language): Translator {
  return {
    language,
    say: (key, values = {}) => fill(dossierTexts[language][key], values),
    name: (key) =>
      key in texts[language] ? texts[language][key as TextKey] : key.slice(key.indexOf(".") + 1),
    pick: (words) => words[language],
    when: (instant) => dateTime(language, instant, jakartaMinutes),
    day: (day) => date(language, `${day}T00:00:00Z`, 0),
    count: (value) => number(language, value),
    number: receiptNumberOf,
  };
}
