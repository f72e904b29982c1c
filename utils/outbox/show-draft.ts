/** A draft as the form shows it, with the person's own earlier reports of the same posts. */

import type { Draft, DraftPost } from "../contract/draft.ts";
import { ok, type Result } from "../contract/result.ts";
import { readDraft, type StoredPost } from "../draft/drafts.ts";
import { findBySubject } from "./store.ts";

export async function showDraft(draftId: string): Promise<Result<Draft>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  const { origin: _, ...shown } = draft.value;
  if (shown.state === "captured") {
    const { id, state } = shown;
    return ok({ id, state, ...(await withEarlier(shown)) });
  }
  if (shown.state === "set") return ok({ ...shown, posts: await Promise.all(shown.posts.map(withEarlier)) });
  return ok(shown);
}

async function withEarlier({ evidence, files }: StoredPost): Promise<DraftPost> {
  const names = [evidence.subject, ...evidence.aliases];
  const earlier = (await Promise.all(names.map(findBySubject))).find((row) => row !== undefined);
  return {
    evidence,
    files,
    ...(earlier ? { reportedAt: earlier.savedAt } : {}),
  };
}
