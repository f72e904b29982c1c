/** Field readings, audience readings and guard for YouTube. Part of the capture script only. */

import { neverRead, type SiteFields } from "../site.ts";
import { cardFields } from "./card-fields.ts";
import { chatFields, commentFields, replyFields, studioCommentFields } from "./comment-fields.ts";
import { channelFields, playlistFields, postFields } from "./page-fields.ts";
import { script } from "./parts.ts";
import { youtubeNotices } from "./unavailable.ts";
import { mobileWatchFields, shortFields, studioRowFields, watchFields } from "./video-fields.ts";

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
    own: `${neverRead},ytd-masthead,ytd-guide-renderer,ytd-mini-guide-renderer,#guide,#simple-box,ytd-comment-simplebox-renderer,ytd-commentbox,yt-live-chat-message-input-renderer,ytm-mobile-topbar-renderer,ytm-comment-simplebox-renderer,ytd-backstage-post-dialog-renderer,ytcp-header,ytcp-navigation-drawer,ytcp-commentbox`,
    page: `ytd-watch-flexy,ytd-shorts,ytd-browse,ytm-watch,yt-live-chat-app,ytm-app,${script}`,
  },
});
