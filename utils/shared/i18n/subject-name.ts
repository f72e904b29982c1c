/** Names subjects for people. */

import type { Language } from "../contract/site.ts";
import { type TextKey, texts } from "./text.ts";

/** For example `X, kiriman 1860` for `x:post:1860`. A kind that this version does not know is shown by its code. */
export function subjectName(language: Language, subject: string): string {
  const [site, kind, ...id] = subject.split(":");
  const [siteName, kindName] = [`site.${site}`, `kind.${kind}`].map((key) => texts[language][key as TextKey]);
  return siteName && kindName ? `${siteName}, ${kindName} ${id.join(":")}` : subject;
}
