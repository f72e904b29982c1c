/** Field readings for comments, replies and chat messages. Part of the capture script only. */

import type { FieldReadings } from "../site.ts";
import { author, links } from "./parts.ts";
import { commentLink, studioCommentLink } from "./youtube.ts";

const name = "#author-text";

const comment = () =>
  ({
    text: [{ at: "#content-text", read: "text" }],
    authorName: [{ at: name, read: "text" }],
    ...author(name),
    publishedRaw: [{ at: commentLink.at, read: "text" }],
    links: links("#content-text"),
    counts: [{ at: "#vote-count-middle", read: "text", as: "count-likes" }],
  }) as const satisfies FieldReadings;
const underVideo = () =>
  ({
    relation: "video",
    address: [{ at: commentLink.at, read: "attr:href", as: "youtube-commented-video" }],
  }) as const;
const underPost = () =>
  ({
    relation: "parent",
    address: [{ at: commentLink.at, read: "attr:href", as: "youtube-commented-post" }],
  }) as const;

export const commentFields = (): FieldReadings => ({ ...comment(), context: [underVideo(), underPost()] });

export const replyFields = (): FieldReadings => ({
  ...comment(),
  context: [
    {
      relation: "parent",
      in: "before",
      // The first comment of the thread; other replies may be in between.
      at: "ytd-comment-thread-renderer > ytd-comment-view-model, #comment-container > ytd-comment-view-model",
      address: [{ at: commentLink.at, read: "attr:href" }],
      name: [{ at: name, read: "text" }],
      text: [{ at: "#content-text", read: "text" }],
    },
    underVideo(),
    underPost(),
  ],
});

export const studioCommentFields = (): FieldReadings => ({
  text: [{ at: "#content-text", read: "text" }],
  authorName: [{ at: "#metadata #name", read: "text" }],
  publishedRaw: [{ at: studioCommentLink.at, read: "text" }],
  links: [{ at: '#content-text a[href^="http"]', read: "attr:href", as: "link", all: true }],
  context: [
    {
      relation: "video",
      address: [{ at: studioCommentLink.at, read: "attr:href", as: "youtube-commented-video" }],
      // A reply has no thumbnail of the video beside it.
      name: [{ at: "ytcp-comment-video-thumbnail #video-title", read: "text" }],
    },
  ],
});

export const chatFields = (): FieldReadings => ({
  text: [
    { at: "#message", read: "text" },
    { at: "#header-subtext", read: "text" },
  ],
  authorName: [{ at: "#author-name", read: "text" }],
  publishedRaw: [{ at: "#timestamp", read: "text" }],
  context: [
    { relation: "video", address: [{ in: "address", read: "present", as: "youtube-commented-video" }] },
  ],
});
