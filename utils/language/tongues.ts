/** Names of the languages that posts are written in. */

import type { Language } from "../contract/site.ts";

/** ISO 639 codes that the queue can be narrowed to. */
export const tongues = ["id", "jv", "su", "min", "mad", "ban", "bug", "ace", "ar", "en"] as const;

/** Such as `Jawa`; the code itself where nobody has a name for it. */
export function tongueName(language: Language, code: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
    return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  } catch {
    // A page may tell any word as its language.
    return code;
  }
}
