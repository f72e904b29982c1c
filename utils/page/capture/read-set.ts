/**
 * Reads a set of selected posts at the moment of reporting: again if they are still on the page, else as
 * selected.
 */

import type { Captured, Opening } from "../../shared/contract/draft.ts";
import { fail, type Result } from "../../shared/contract/result.ts";
import type { Clicked } from "../sites/engine/clicked.ts";
import type { TakenSnapshot } from "../snapshot/snapshot.ts";
import type { CopyMarkup, Marks } from "./marks.ts";
import type { ReadPage } from "./read-page.ts";
import { isSame } from "./same-post.ts";
import { shownNow } from "./shown-now.ts";

export interface SetReader {
  capture(clicked: Clicked): Result<Captured>;
  copy: CopyMarkup;
  /** The site's selector of the user's own interface. */
  own: string;
}

/** `page`: every post with a button, in its current state. */
export function readSet(marks: Marks, page: readonly Clicked[], { capture, copy, own }: SetReader): ReadPage {
  const opening: Extract<Opening, { state: "set" }> = { state: "set", posts: [], dropped: [] };
  const copies: (() => TakenSnapshot | null)[] = [];
  const read: { at: number; clicked: Clicked; evidence: Captured }[] = [];
  for (const mark of marks.list()) {
    const now = page.find(({ subject }) => marks.find(subject) === mark);
    // The post scrolled out of view and perhaps out of the document, so the state at selection counts.
    const again = now && capture(now);
    if (!now || !again) {
      copies.push(() => mark.snapshot ?? null);
      opening.posts.push({ evidence: mark.evidence, box: null });
    } else if (again.ok && isSame(mark.evidence, again.value)) {
      read.push({ at: opening.posts.length, clicked: now, evidence: again.value });
      copies.push(() => copy(now) ?? null);
      opening.posts.push(shownNow({ clicked: now, own }, { evidence: again.value }));
    } else {
      const { problem } = again.ok ? fail("post-changed", "its text or author changed") : again;
      opening.dropped.push({ subject: mark.evidence.subject, problem });
    }
  }
  const [first] = opening.dropped;
  return {
    opening: opening.posts.length === 0 && first ? { state: "refused", problem: first.problem } : opening,
    copies: () => copies.map((make) => make()),
    changed: () =>
      read.flatMap(({ at, clicked, evidence }) => {
        const again = capture(clicked);
        return again.ok && isSame(evidence, again.value) ? [] : [at];
      }),
  };
}
