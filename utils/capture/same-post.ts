/** Whether a post is still what was read of it. */

import type { Captured } from "../contract/draft.ts";

/** The same post with the same words by the same author: counts move on, and a text is longer once it is unfolded. */
export function isSame(before: Captured, after: Captured): boolean {
  if (before.subject !== after.subject && !after.aliases.includes(before.subject)) return false;
  const { fields: was } = before;
  const { fields: is } = after;
  for (const name of ["authorId", "authorHandle"] as const) {
    const [one, other] = [was[name]?.value, is[name]?.value];
    if (one !== undefined && other !== undefined && one !== other) return false;
  }
  const [text = "", now = ""] = [was.text?.value, is.text?.value].map((words) => words && withoutEnd(words));
  if (text === "" || now === "") return text === now;
  return now.startsWith(text) || (is.truncated?.value === true && text.startsWith(now));
}

/** Sites end a text they cut with dots, or with dots and the word that opens the rest. */
function withoutEnd(text: string): string {
  return text
    .trim()
    .replace(/(…|\.\.\.)[^…]{0,20}$/, "")
    .trimEnd();
}
