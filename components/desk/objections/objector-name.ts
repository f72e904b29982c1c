import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";

/** Names the kind of sender in the log. It is the sender's own claim and was not checked. */
export function objectorName(language: Language, by: string): string {
  const key = `objector.${by}`;
  return key in texts[language] ? texts[language][key as TextKey] : by;
}
