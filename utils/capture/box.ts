/** Where a post is in its viewport. */

import type { Box } from "../contract/messages.ts";

/** In CSS pixels; null when the post is gone or has no size. */
export function boxOf(post: Element | undefined): Box | null {
  if (!post?.isConnected) return null;
  const { x, y, width, height } = post.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  return { x, y, width, height, devicePixelRatio };
}
