/** The name of an act in a case's log; an act this version does not know is shown by its code. */

import type { Language } from "../../utils/contract/site.ts";
import { type TextKey, texts } from "../../utils/language/text.ts";

export function logActName(language: Language, act: string): string {
  const key = `logAct.${act}`;
  return key in texts[language] ? texts[language][key as TextKey] : act;
}
