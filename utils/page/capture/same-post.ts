/** Tests whether a post is still the one that was read. */

import type { CapturedEvidence } from "../../shared/contract/draft.ts";

/** Requires the same post, text and author. Counts may change, and an expanded text may be longer. */
export function isSame(before: CapturedEvidence, after: CapturedEvidence): boolean {
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

/** Sites end truncated texts with an ellipsis, or with an ellipsis and the link that expands the text. */
function withoutEnd(text: string): string {
  return text
    .trim()
    .replace(/(…|\.\.\.)[^…]{0,20}$/, "")
    .trimEnd();
}
