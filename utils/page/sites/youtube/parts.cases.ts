/** Values that many of YouTube's cases expect. Tests only. */

import type { ExpectedPost } from "../cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;
type Context = NonNullable<Expected["context"]>[number];

/** The video that a comment or message belongs to. */
export const inVideo = (id: string): Context => ({
  relation: "video",
  subject: `youtube:video:${id}`,
  address: `https://www.youtube.com/watch?v=${id}`,
});

/** An author whose channel is linked by its handle. */
export const byHandle = (authorName: string, authorHandle: string): Expected => ({
  authorName,
  authorHandle,
  authorLink: `https://www.youtube.com/@${authorHandle}`,
});

/** An author whose channel is linked by its id. */
export const byId = (authorName: string, authorId: string): Expected => ({
  authorName,
  authorLink: `https://www.youtube.com/channel/${authorId}`,
  authorId,
});
