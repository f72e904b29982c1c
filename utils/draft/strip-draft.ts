/** Choosing the no-pixels category destroys, at once and in memory too, what may not be kept of the draft: of every post in it. */

import { done, fail, type Result } from "../contract/result.ts";
import { stripForNoPixels } from "../policy/no-pixels.ts";
import { readDraft, type StoredPost, writeDraft } from "./drafts.ts";

/** Cannot be undone: another category afterwards is a report without picture and text. */
export async function stripDraft(draftId: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  const { id, origin, state } = draft.value;
  if (state === "captured") await writeDraft({ id, origin, state, ...strip(draft.value) });
  else if (state === "set") {
    const { posts, dropped } = draft.value;
    await writeDraft({ id, origin, state, posts: posts.map(strip), dropped });
  } else return fail("draft-gone");
  return done;
}

function strip({ evidence }: StoredPost): StoredPost {
  return { evidence: stripForNoPixels(evidence), files: {} };
}
