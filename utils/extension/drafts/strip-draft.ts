/**
 * Choosing the no-pixels category immediately destroys all forbidden data of every post in the draft, in memory
 * too.
 */

import type { CategoryCode } from "../../shared/contract/category.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { stripForNoPixels } from "../../shared/policy/no-pixels.ts";
import { isCategoryOffered } from "../../shared/policy/offered-categories.ts";
import { readPolicy } from "../api/managed-policy.ts";
import {
  readDraft,
  recapturing,
  type StoredDraft,
  type StoredPost,
  sealPosts,
  type UnsealedPost,
  writeDraft,
} from "./drafts.ts";
import { forgetWords } from "./kept-words.ts";

/**
 * Seals the rest again. Irreversible: choosing another category afterwards yields a report without picture and
 * text. `not-enrolled` deletes everything.
 */
export async function stripDraft(draftId: string): Promise<Result<Record<string, never>>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  const { id, origin, state } = draft.value;
  if (state !== "captured" && state !== "set") return fail("draft-gone");
  const posts = state === "set" ? draft.value.posts : [draft.value];
  await forgetWords(posts.map(({ evidence }) => evidence.subject));
  const sealed = await sealPosts(posts.map(strip));
  if (!sealed.ok) {
    await writeDraft({ id, origin, state: "refused", problem: sealed.problem });
    return sealed;
  }
  const [first] = sealed.value;
  if (state === "set")
    await writeDraft({ id, origin, state, posts: sealed.value, dropped: draft.value.dropped });
  else if (first) await writeDraft({ id, origin, state, ...first });
  // A capture that is running would replace what is left.
  recapturing.delete(id);
  return done;
}

/**
 * Returns the draft for a report in the category, stripped if it is the no-pixels lane, whether or not the form
 * asked for it. `category-managed` if the organisation does not use the category.
 */
export async function readDraftFor(category: CategoryCode, draftId: string): Promise<Result<StoredDraft>> {
  const { categories } = (await readPolicy()).set;
  if (!isCategoryOffered(category, categories)) return fail("category-managed", category);
  const stripped = category === "PORNO_ANAK" ? await stripDraft(draftId) : done;
  return stripped.ok ? readDraft(draftId) : stripped;
}

function strip({ evidence }: StoredPost): UnsealedPost {
  return { evidence: stripForNoPixels(evidence), files: {} };
}
