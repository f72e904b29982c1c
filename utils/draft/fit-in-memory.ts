/** Keeps a set within what a browser holds in memory: first pictures go, then whole posts, and each says so. */

import type { DraftPost, Dropped } from "../contract/draft.ts";
import { fail } from "../contract/result.ts";

const encoder = new TextEncoder();

const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length;

/** From the last one on, so that what the person marked first stays whole. */
export function fitInMemory(
  posts: readonly DraftPost[],
  maxBytes: number,
): { posts: DraftPost[]; dropped: Dropped[] } {
  const kept = [...posts];
  const dropped: Dropped[] = [];
  let bytes = bytesOf(posts);
  for (let at = kept.length - 1; at >= 0 && bytes > maxBytes; at--) {
    const post = kept[at];
    if (post?.evidence.picture.state !== "taken") continue;
    const { sha256 } = post.evidence.picture.file;
    const { [sha256]: dropped = "", ...files } = post.files;
    bytes -= dropped.length;
    kept[at] = {
      ...post,
      files,
      evidence: { ...post.evidence, picture: { state: "none", reason: "no-room" } },
    };
  }
  while (bytes > maxBytes) {
    const last = kept.pop();
    if (!last) break;
    bytes -= bytesOf(last);
    dropped.push({ subject: last.evidence.subject, problem: fail("too-large").problem });
  }
  return { posts: kept, dropped };
}
