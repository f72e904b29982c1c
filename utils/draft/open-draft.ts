/** From what the page's script read to a draft: takes the pictures before the form covers the posts, and seals. */

import type { Opening } from "../contract/draft.ts";
import { limits } from "../contract/limits.ts";
import { type Origin, writeDraft } from "./drafts.ts";
import { fitInMemory } from "./fit-in-memory.ts";
import { sealPosts } from "./seal-draft.ts";
import { takePictures } from "./take-pictures.ts";

/** Saves the draft in memory; never fails for want of a picture. */
export async function openDraft(id: string, opening: Opening, origin: Origin): Promise<void> {
  if (opening.state === "link-needed" || opening.state === "refused") {
    await writeDraft({ id, origin, ...opening });
    return;
  }
  const seen = opening.state === "set" ? opening.posts : [opening];
  const shots = await takePictures(
    seen.map(({ box }) => box),
    origin.windowId,
  );
  const posts = seen.flatMap(({ evidence }, index) => {
    const shot = shots[index];
    if (!shot) return [];
    const { picture, ...rest } = shot;
    return [{ evidence: { ...evidence, picture }, ...rest }];
  });
  const fitted = opening.state === "set" ? fitInMemory(posts, limits.draftBytes) : { posts, dropped: [] };
  const sealed = await sealPosts(fitted.posts);
  if (!sealed.ok) await writeDraft({ id, origin, state: "refused", problem: sealed.problem });
  else if (opening.state === "set") {
    const dropped = [...opening.dropped, ...fitted.dropped];
    await writeDraft({ id, origin, state: "set", posts: sealed.value, dropped });
  } else if (sealed.value[0]) await writeDraft({ id, origin, state: "captured", ...sealed.value[0] });
}
