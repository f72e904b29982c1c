/** Named transforms that name a post, as an address or as `site:kind:id`; few, because every page carries them. */

import { facebookPostIdFromCommentId } from "../subject/facebook-comment-id.ts";
import type { Place } from "./place.ts";
import { telegramNames } from "./telegram-readers.ts";
import { xNames } from "./x-readers.ts";
import { youtubeNames } from "./youtube-readers.ts";

export const names = {
  /** The subject of the post that a Facebook comment's `comment_id` carries. */
  "facebook-comment-post": (raw: string, { page }: Place) => {
    const id = URL.parse(raw, page.address)?.searchParams.get("comment_id");
    const post = id && facebookPostIdFromCommentId(id);
    return post ? `facebook:post:${post}` : undefined;
  },
  ...telegramNames,
  ...xNames,
  ...youtubeNames,
} as const satisfies Record<string, (raw: string, place: Place) => string | undefined>;

export type NameTransform = keyof typeof names;

/** Applies one; a transform that throws on a hostile string yields nothing. */
export function nameBy(name: NameTransform, raw: string, place: Place): string | undefined {
  try {
    return names[name](raw, place);
  } catch {
    return undefined;
  }
}
