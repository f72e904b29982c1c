/** Field readings for a playing video and for a row in Studio. Part of the capture script only. */

import type { FieldReadings } from "../site.ts";
import { author, links, script } from "./parts.ts";
import { watch } from "./youtube.ts";

const described = () => `${watch} #microformat script`;
const tooltip = "ytd-watch-info-text #tooltip";
const description = "#description-inline-expander";
const owner = "#owner ytd-channel-name a";
const shortOwner = "yt-reel-channel-bar-view-model a";
const mobileOwner = "ytm-slim-owner-renderer a";

const loadedChannel = {
  in: "page",
  at: script,
  all: true,
  read: "present",
  as: "youtube-loaded-channel",
} as const;
const loadedTime = { in: "page", at: script, all: true, read: "present", as: "youtube-loaded-time" } as const;

export const watchFields = (): FieldReadings => ({
  title: [{ at: "ytd-watch-metadata h1", read: "text" }],
  text: [
    { at: `${description}[is-expanded] #expanded`, read: "text" },
    { at: `${description} #snippet`, read: "text" },
  ],
  truncated: [{ at: `${description}:not([is-expanded]) #expand:not([hidden])`, read: "present" }],
  authorName: [{ at: owner, read: "text" }],
  ...author(owner),
  authorId: [{ at: owner, read: "attr:href", as: "youtube-channel-id" }, loadedChannel],
  publishedRaw: [{ at: tooltip, read: "text", as: "youtube-tooltip-date" }],
  publishedAt: [{ in: "page", at: described(), read: "present", as: "youtube-described-time" }, loadedTime],
  media: [{ in: "page", at: described(), read: "present", as: "youtube-described-picture" }],
  links: links(description),
  counts: [
    { at: tooltip, read: "text", as: "count-views" },
    { at: "like-button-view-model button", read: "text", as: "count-likes" },
    { at: "ytd-comments-header-renderer #count", read: "text", as: "count-comments" },
  ],
  timecodeSeconds: [
    { in: "page", at: `${watch} #movie_player:not(.ad-showing,.miniplayer) video`, read: "prop:currentTime" },
  ],
});

export const mobileWatchFields = (): FieldReadings => ({
  title: [
    { at: ".slim-video-information-title", read: "text" },
    { at: ".slim-video-metadata-title", read: "text" },
  ],
  text: [{ at: "ytm-expandable-video-description-body-renderer", read: "text" }],
  authorName: [{ at: `${mobileOwner} h3`, read: "text" }],
  ...author(mobileOwner),
  authorId: [{ at: mobileOwner, read: "attr:href", as: "youtube-channel-id" }, loadedChannel],
  publishedAt: [loadedTime],
  counts: [{ at: "like-button-view-model button", read: "text", as: "count-likes" }],
  timecodeSeconds: [{ in: "page", at: "#movie_player:not(.ad-showing) video", read: "prop:currentTime" }],
});

export const shortFields = (): FieldReadings => ({
  title: [{ at: "yt-shorts-video-title-view-model", read: "text" }],
  authorName: [{ at: shortOwner, read: "text" }],
  ...author(shortOwner),
  authorId: [{ at: shortOwner, read: "attr:href", as: "youtube-channel-id" }, loadedChannel],
  publishedAt: [loadedTime],
  // The labels of the buttons themselves write numbers as words.
  counts: [
    { at: 'like-button-view-model [role="text"]', read: "text", as: "count-likes" },
    {
      at: 'reel-action-bar-view-model > button-view-model:first-of-type [role="text"]',
      read: "text",
      as: "count-comments",
    },
  ],
  timecodeSeconds: [
    {
      in: "page",
      at: "ytd-shorts:not([hidden]) #shorts-player:not(.ad-showing) video",
      read: "prop:currentTime",
    },
  ],
});

export const studioRowFields = (): FieldReadings => ({
  title: [{ at: "#video-title", read: "text" }],
  text: [{ at: ".description", read: "text" }],
  publishedRaw: [{ at: ".tablecell-date", read: "text" }],
  media: [{ at: "img", read: "attr:src", as: "address" }],
  counts: [
    { at: ".tablecell-views", read: "text", as: "count-views" },
    { at: ".tablecell-comments", read: "text", as: "count-comments" },
    { at: ".tablecell-likes .likes-label", read: "text", as: "count-likes" },
  ],
});
