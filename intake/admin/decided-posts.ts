/** Reads decided posts in parts, for `npm run train`. */

import { z } from "zod";
import { id } from "../../utils/shared/contract/ids.ts";
import type { Db } from "../db/store.ts";
import { decidedPost, readDecidedPosts } from "../exports/store/decided-posts.ts";

export const decidedPostsCommand = z.strictObject({
  command: z.literal("decided-posts"),
  /** The last id of the previous part. */
  after: id.optional(),
});

/** An empty part marks the end. */
export const decidedPosts = z.object({ posts: z.array(decidedPost) });

const partCases = 500;

export async function runDecidedPosts(
  db: Db,
  { after }: z.infer<typeof decidedPostsCommand>,
): Promise<z.infer<typeof decidedPosts>> {
  return { posts: await readDecidedPosts(db, after, partCases) };
}
