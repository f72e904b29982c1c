/**
 * Limits a set to the browser's memory: removes markup copies first, then pictures, then whole posts, and
 * records each removal.
 */

import type { ExcludedPost } from "../../shared/contract/draft.ts";
import { filesOf } from "../../shared/contract/files.ts";
import { fail } from "../../shared/contract/result.ts";
import type { UnsealedPost } from "./seal-draft.ts";

const encoder = new TextEncoder();

const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length;

/**
 * Starts with the last post, so that the posts selected first stay complete. Runs before sealing, because
 * afterwards the seals would not match.
 */
export function fitInMemory(
  posts: readonly UnsealedPost[],
  maxBytes: number,
): { posts: UnsealedPost[]; dropped: ExcludedPost[] } {
  const kept = [...posts];
  const dropped: ExcludedPost[] = [];
  let bytes = bytesOf(posts);
  for (const part of ["snapshot", "frame", "picture"] as const) {
    for (let at = kept.length - 1; at >= 0 && bytes > maxBytes; at--) {
      const post = kept[at];
      if (post?.evidence[part]?.state !== "taken") continue;
      const less = without(post, part);
      bytes -= bytesOf(post) - bytesOf(less);
      kept[at] = less;
    }
  }
  while (bytes > maxBytes) {
    const last = kept.pop();
    if (!last) break;
    bytes -= bytesOf(last);
    dropped.push({ subject: last.evidence.subject, problem: fail("too-large").problem });
  }
  return { posts: kept, dropped };
}

function without({ evidence, files }: UnsealedPost, part: "picture" | "frame" | "snapshot"): UnsealedPost {
  const left = {
    ...evidence,
    [part]: { state: "none", reason: "no-room" } as const,
    // Boxes on a removed picture are meaningless.
    redactions: evidence.redactions.filter((one) => one.what === "words" || one.file !== part),
  };
  const needed = filesOf(left).map(({ sha256 }) => sha256);
  return {
    evidence: left,
    files: Object.fromEntries(Object.entries(files).filter(([sha256]) => needed.includes(sha256))),
  };
}
