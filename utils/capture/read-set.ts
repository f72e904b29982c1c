/** What a set of marked posts is at the moment of reporting: read again where they still stand, else as they were. */

import type { Captured, Opening } from "../contract/draft.ts";
import { fail, type Result } from "../contract/result.ts";
import type { Clicked } from "../sites/clicked.ts";
import { pictureBox } from "./box.ts";
import type { Marks } from "./marks.ts";

/** `page`: every post with a button, as it is now. */
export function readSet(
  marks: Marks,
  page: readonly Clicked[],
  capture: (clicked: Clicked) => Result<Captured>,
): Opening {
  const opening: Extract<Opening, { state: "set" }> = { state: "set", posts: [], dropped: [] };
  for (const mark of marks.list()) {
    const now = page.find(({ subject }) => marks.find(subject) === mark);
    // Scrolled away, perhaps out of the document: what was seen when it was marked counts.
    const again = now && capture(now);
    if (!now || !again) opening.posts.push({ evidence: mark.evidence, box: null });
    else if (again.ok && isSame(mark.evidence, again.value))
      opening.posts.push({ evidence: again.value, box: pictureBox(now) });
    else {
      const { problem } = again.ok ? fail("post-changed", "its text or author changed") : again;
      opening.dropped.push({ subject: mark.evidence.subject, problem });
    }
  }
  const [first] = opening.dropped;
  return opening.posts.length === 0 && first ? { state: "refused", problem: first.problem } : opening;
}

/** The same words by the same author: counts move on, and a text is longer once it is unfolded. */
function isSame({ fields: before }: Captured, { fields: after }: Captured): boolean {
  for (const name of ["authorId", "authorHandle"] as const) {
    const [was, is] = [before[name]?.value, after[name]?.value];
    if (was !== undefined && is !== undefined && was !== is) return false;
  }
  const [was = "", is = ""] = [before.text?.value, after.text?.value].map((text) => text && withoutEnd(text));
  if (was === "" || is === "") return was === is;
  return is.startsWith(was) || (after.truncated?.value === true && was.startsWith(is));
}

/** Sites end a text they cut with dots, or with dots and the word that opens the rest. */
function withoutEnd(text: string): string {
  return text
    .trim()
    .replace(/(…|\.\.\.)[^…]{0,20}$/, "")
    .trimEnd();
}
