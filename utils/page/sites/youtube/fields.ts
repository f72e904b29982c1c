/** Field readings, audience readings and guard for YouTube. Part of the capture script only. */

import { type FieldReadings, type SiteFields, unreadableElements } from "../site.ts";
import { chatFields, commentFields, replyFields, studioCommentFields } from "./comment-fields.ts";
import { channelFields, playlistFields, postFields } from "./page-fields.ts";
import { script } from "./parts.ts";
import { youtubeNotices } from "./unavailable.ts";
import { mobileWatchFields, shortFields, studioRowFields, watchFields } from "./video-fields.ts";

const rows = "yt-content-metadata-view-model > div";

/** Views and age: in the second line, or in the only line if the card omits the channel. */
const second = () => `${rows}:nth-of-type(2) > span[role="text"]`;
const only = () => `${rows}:only-of-type > span[role="text"]`;
const mobile = "ytm-badge-and-byline-renderer > span";
const byName = 'a[href^="/@"]';
const byId = 'a[href^="/channel/"]';

/** Field readings for cards, in every generation of their markup. Part of the capture script only. */
const cardFields = (): FieldReadings => ({
  title: [
    { at: "#video-title", read: "text" },
    { at: "h3", read: "text" },
    { at: "h4", read: "text" },
  ],
  authorName: [
    { at: "ytd-channel-name a", read: "text" },
    { at: "#byline", read: "text" },
    { at: `yt-content-metadata-view-model ${byName}`, read: "text" },
    { at: `yt-content-metadata-view-model ${byId}`, read: "text" },
    { at: `${rows}:first-of-type:not(:only-of-type) > span[role="text"]`, read: "text" },
    { at: `${mobile}:first-of-type`, read: "text" },
  ],
  authorHandle: [{ at: byName, read: "attr:href", as: "youtube-handle" }],
  authorLink: [
    { at: byName, read: "attr:href", as: "account-address" },
    { at: byId, read: "attr:href", as: "account-address" },
  ],
  authorId: [{ at: byId, read: "attr:href", as: "youtube-channel-id" }],
  publishedRaw: [
    { at: "#metadata-line .inline-metadata-item:nth-of-type(2)", read: "text" },
    { at: `${second()} ~ span[role="text"]`, read: "text" },
    { at: `${only()} ~ span[role="text"]`, read: "text" },
    { at: `${mobile}:nth-of-type(5)`, read: "text" },
  ],
  media: [
    // Excludes the channel's avatar.
    { at: 'img[src*="/vi"]', read: "attr:src", as: "address" },
  ],
  counts: [
    { at: "#metadata-line .inline-metadata-item", read: "text", as: "count-views" },
    { at: `${second()}:not(:last-of-type)`, read: "text", as: "count-views" },
    { at: `${only()}:not(:last-of-type)`, read: "text", as: "count-views" },
    { at: 'ytm-shorts-lockup-view-model h3 + div span[role="text"]', read: "text", as: "count-views" },
    { at: `${mobile}:nth-of-type(3)`, read: "text", as: "count-views" },
  ],
  promoted: [
    { at: "feed-ad-metadata-view-model", read: "present" },
    { at: 'a[href*="googleadservices.com"]', read: "present" },
  ],
});

/** Functions, here and in each part, so that the bundler can remove them from the script on every page. */
export const youtubeFields = (): SiteFields => ({
  fields: [
    watchFields(),
    mobileWatchFields(),
    shortFields(),
    commentFields(),
    replyFields(),
    studioCommentFields(),
    cardFields(),
    studioRowFields(),
    postFields(),
    channelFields(),
    playlistFields(),
    chatFields(),
  ],
  audience: {
    video: [
      { at: ".tablecell-visibility", read: "text", as: "youtube-audience" },
      { at: "badge-shape", all: true, read: "text", as: "youtube-audience" },
      { in: "page", at: script, all: true, read: "present", as: "youtube-loaded-audience" },
    ],
    playlist: [
      { at: "yt-content-metadata-view-model span", all: true, read: "text", as: "youtube-audience" },
    ],
  },
  ...youtubeNotices(),
  guard: {
    own: `${unreadableElements},ytd-masthead,ytd-guide-renderer,ytd-mini-guide-renderer,#guide,#simple-box,ytd-comment-simplebox-renderer,ytd-commentbox,yt-live-chat-message-input-renderer,ytm-mobile-topbar-renderer,ytm-comment-simplebox-renderer,ytd-backstage-post-dialog-renderer,ytcp-header,ytcp-navigation-drawer,ytcp-commentbox`,
    page: `ytd-watch-flexy,ytd-shorts,ytd-browse,ytm-watch,yt-live-chat-app,ytm-app,${script}`,
  },
});
