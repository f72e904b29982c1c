/** Redacts parts of a draft at the person's request, and restores them while the form is open. */

import type { AskedRedaction } from "../../shared/contract/draft.ts";
import { evidence as evidenceShape } from "../../shared/contract/evidence.ts";
import { filesOf } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { orNoRoom } from "../browser/session-storage.ts";
import { readDraft, type StoredDraft, type StoredPost, type UnsealedPost, writeDraft } from "./drafts.ts";
import type { paintBoxes } from "./paint-boxes.ts";
import { hideWords, paintFiles, pick } from "./redact-post.ts";

/** Operations that need a browser. */
export interface RedactionWork {
  paint: typeof paintBoxes;
  seal(post: UnsealedPost): Promise<Result<StoredPost>>;
}

type EditableDraft = Extract<StoredDraft, { state: "captured" | "set" }>;
type RedactionResult = Result<Record<string, never>>;

/**
 * Adds to earlier redactions. Problems: `draft-gone`; `words-not-found` (and no boxes); `no-room` (the original
 * must fit in memory too, to be restorable); `too-large`; those of sealing.
 */
export async function redactDraft(
  draftId: string,
  evidenceId: string,
  asked: AskedRedaction,
  { paint, seal }: RedactionWork,
): Promise<RedactionResult> {
  const current = await findPost(draftId, evidenceId);
  if (!current.ok) return current;
  const { draft, post } = current.value;
  const painted = await paintFiles(post, asked, paint);
  const hidden = await hideWords(painted, asked.words);
  const isSame = JSON.stringify(hidden.evidence) === JSON.stringify(post.evidence);
  if (isSame) return fail("words-not-found");
  const read = evidenceShape.safeParse(hidden.evidence);
  if (!read.success) return fail("too-large");
  const sealed = await seal({ evidence: read.data, files: hidden.files });
  if (!sealed.ok) return sealed;
  // The draft may have been sent, closed or stripped meanwhile. Deleted data must not return.
  const still = await findPost(draftId, evidenceId);
  if (!still.ok) return still;
  if (JSON.stringify(still.value.post.evidence) !== JSON.stringify(post.evidence)) return fail("draft-gone");
  const changed = replacePost(draft, { ...sealed.value, original: originalOf(post, hidden.files) });
  if (JSON.stringify(changed).length > limits.draftBytes) return fail("no-room");
  return orNoRoom(async () => {
    await writeDraft(changed);
    return done;
  });
}

/** Restores the original capture. `draft-gone` if there were no redactions. */
export async function restoreDraft(draftId: string, evidenceId: string): Promise<RedactionResult> {
  const current = await findPost(draftId, evidenceId);
  if (!current.ok) return current;
  const { draft, post } = current.value;
  const { original, files } = post;
  if (!original) return fail("draft-gone");
  const wanted = filesOf(original.evidence).map(({ sha256 }) => sha256);
  const all = { ...files, ...original.files };
  await writeDraft(replacePost(draft, { ...original, files: pick(all, wanted) }));
  return done;
}

async function findPost(
  draftId: string,
  evidenceId: string,
): Promise<Result<{ draft: EditableDraft; post: StoredPost }>> {
  const read = await readDraft(draftId);
  if (!read.ok) return read;
  const draft = read.value;
  if (draft.state !== "captured" && draft.state !== "set") return fail("draft-gone");
  const posts = draft.state === "set" ? draft.posts : [draft];
  const post = posts.find(({ evidence }) => evidence.id === evidenceId);
  return post ? ok({ draft, post }) : fail("draft-gone");
}

function replacePost(draft: EditableDraft, post: StoredPost): StoredDraft {
  const { id, origin } = draft;
  if (draft.state === "captured") return { id, origin, state: draft.state, ...post };
  const posts = draft.posts.map((other) => (other.evidence.id === post.evidence.id ? post : other));
  return { id, origin, state: draft.state, posts, dropped: draft.dropped };
}

/** Returns the first capture, with those files that are not stored elsewhere in the draft. */
function originalOf(post: StoredPost, kept: StoredPost["files"]): NonNullable<StoredPost["original"]> {
  const { original, ...now } = post;
  const { files, ...first } = original ?? now;
  const all = { ...post.files, ...files };
  const needed = filesOf(first.evidence).map(({ sha256 }) => sha256);
  return {
    ...first,
    files: pick(
      all,
      needed.filter((sha256) => !(sha256 in kept)),
    ),
  };
}
