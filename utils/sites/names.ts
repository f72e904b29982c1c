/** Named transforms that name a post, as an address or as `site:kind:id`; few, because every page carries them. */

import { facebookPostIdFromCommentId } from "../subject/facebook-comment-id.ts";
import type { Place } from "./place.ts";
import { telegramNames } from "./telegram-readers.ts";
import { youtubeNames } from "./youtube-readers.ts";

export const names = {
  /** Read without the whole grammar of addresses: every post of a timeline passes here. */
  "x-post": (raw: string) => {
    const id =
      /^(?:https:\/\/(?:x|twitter)\.com)?\/(?:i\/web|\w{1,15})\/status\/([1-9]\d{0,19})(?:[/?#]|$)/.exec(
        raw,
      )?.[1];
    return id && `x:post:${id}`;
  },
  /** The subject of the post that a Facebook comment's `comment_id` carries. */
  "facebook-comment-post": (raw: string, { page }: Place) => {
    const id = URL.parse(raw, page.address)?.searchParams.get("comment_id");
    const post = id && facebookPostIdFromCommentId(id);
    return post ? `facebook:post:${post}` : undefined;
  },
  ...telegramNames,
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
