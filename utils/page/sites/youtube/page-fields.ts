/**
 * Field readings for community posts and the headers of channels and playlists. Part of the capture script
 * only.
 */

import type { FieldReadings } from "../site.ts";
import { author, links } from "./parts.ts";

const name = "#author-text";

export const postFields = (): FieldReadings => ({
  text: [
    { at: "#content-text", read: "text" },
    { at: "#home-content-text", read: "text" },
    { at: "truncated-text-content", read: "text" },
  ],
  truncated: [
    { at: "#more:not([hidden])", read: "present" },
    { at: "truncated-text button", read: "present" },
  ],
  authorName: [
    { at: name, read: "text" },
    // The innermost of nested links.
    { at: 'yt-post-header a[href^="/@"]:not(:has(*))', read: "text" },
  ],
  authorHandle: [
    { at: name, read: "attr:href", as: "youtube-handle" },
    { at: "yt-post-header a", read: "attr:href", as: "youtube-handle" },
  ],
  authorLink: [
    { at: name, read: "attr:href", as: "account-address" },
    { at: "yt-post-header a", read: "attr:href", as: "account-address" },
  ],
  authorId: [
    { at: name, read: "attr:href", as: "youtube-channel-id" },
    { at: "yt-post-header a", read: "attr:href", as: "youtube-channel-id" },
  ],
  publishedRaw: [
    { at: "#published-time-text", read: "text" },
    { at: 'yt-post-header a[href^="/post/"]', read: "text" },
  ],
  media: [
    { at: "ytd-backstage-image-renderer img", read: "attr:src", as: "address", all: true },
    { at: "ytm-backstage-image-renderer img", read: "attr:src", as: "address", all: true },
  ],
  links: [
    ...links("#content-text"),
    { at: 'truncated-text-content a[href*="/redirect?"]', read: "attr:href", as: "link", all: true },
  ],
  counts: [
    { at: "#vote-count-middle", read: "text", as: "count-likes" },
    { at: "#reply-button-end", read: "text", as: "count-comments" },
  ],
  context: [
    {
      relation: "quoted",
      at: "ytd-video-renderer",
      address: [{ at: 'a[href^="/watch?"]', read: "attr:href" }],
      name: [{ at: "#video-title", read: "text" }],
    },
    {
      relation: "quoted",
      at: "yt-lockup-view-model",
      address: [{ at: 'a[href^="/watch?"]', read: "attr:href" }],
      name: [{ at: "h3", read: "text" }],
    },
    {
      relation: "quoted",
      at: "ytd-post-renderer",
      foreign: true,
      address: [{ at: '#published-time-text a[href^="/post/"]', read: "attr:href" }],
      name: [{ at: name, read: "text" }],
      text: [{ at: "#content-text", read: "text" }],
    },
  ],
});

const headerFields = () =>
  ({
    title: [{ at: "h1", read: "text" }],
    text: [{ at: "truncated-text-content", read: "text" }],
    truncated: [{ at: "truncated-text-content button", read: "present" }],
    media: [{ at: "img", read: "attr:src", as: "address", all: true }],
  }) as const satisfies FieldReadings;

const channelName = [
  { at: "h1", read: "text" },
  { at: "#channel-name", read: "text" },
] as const;

export const channelFields = (): FieldReadings => ({
  ...headerFields(),
  title: channelName,
  authorName: channelName,
  authorHandle: [{ in: "address", read: "present", as: "youtube-handle" }],
  authorLink: [{ in: "address", read: "present", as: "account-address" }],
  authorId: [{ in: "address", read: "present", as: "youtube-channel-id" }],
  links: [{ at: 'a[href*="/redirect?"]', read: "attr:href", as: "link", all: true }],
});

export const playlistFields = (): FieldReadings => ({
  ...headerFields(),
  authorName: [{ at: 'a[href^="/@"]', read: "text" }],
  ...author('a[href^="/@"]'),
  authorId: [{ at: 'a[href^="/channel/"]', read: "attr:href", as: "youtube-channel-id" }],
});
