/** Names an act of the audit log. Acts unknown to this version are shown by their code. */

import type { Language } from "../../../utils/shared/contract/site.ts";
import { type TextKey, texts } from "../../../utils/shared/i18n/text.ts";

export function logActName(language: Language, act: string): string {
  const key = `logAct.${act}`;
  return key in texts[language] ? texts[language][key as TextKey] : act;
}
