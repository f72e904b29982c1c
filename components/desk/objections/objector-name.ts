import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";

/** Names the sender of an objection, which the log has as a kind. It is known by the sender's own word only. */
export function objectorName(language: Language, by: string): string {
  const key = `objector.${by}`;
  return key in texts[language] ? texts[language][key as TextKey] : by;
}
