import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";

/** Names the kind of sender that the log holds. The sender claimed it; nobody checked it. */
export function objectorName(language: Language, by: string): string {
  const key = `objector.${by}`;
  return key in texts[language] ? texts[language][key as TextKey] : by;
}
