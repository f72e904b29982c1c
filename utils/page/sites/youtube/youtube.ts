/**
 * YouTube: videos, Shorts, comments, community posts, live chat, channels, playlists and all generations of
 * cards.
 */

import { defineSite, type NameReading } from "../site.ts";

export const watch = "ytd-watch-flexy:not([hidden])";

/** The comment's own link. A link in its text may name another comment. */
export const commentLink: NameReading = { at: '#published-time-text a[href*="lc="]', read: "attr:href" };
/** In Studio the time is beside the name. */
export const studioCommentLink: NameReading = { at: '#metadata a[href*="lc="]', read: "attr:href" };
const commentSlots = [{ at: "ytd-comment-engagement-bar #toolbar", place: "append", look: "icon" }] as const;
const inHeader = { place: "append", look: "icon" } as const;
const addressed: NameReading = { in: "address", read: "attr:href", as: "youtube-addressed-video" };
/** Headers of channels and playlists. */
export const headers = "yt-page-header-view-model,ytd-c4-tabbed-header-renderer,ytd-playlist-header-renderer";
/** The previous page stays in the document, hidden. */
const skip = ["[hidden]"];

export const youtube = defineSite({
  id: "youtube",
  matches: ["*://www.youtube.com/*", "*://m.youtube.com/*", "*://studio.youtube.com/*"],
  frames: ["/live_chat*"],
  dark: ["html[dark]"],
  recycled: ["video-id", "hidden", "is-active", "id"],
  signs: [
    'a[href*="/watch?"]:not([href*="t="],#primary-inner *)',
    '#related a[href*="/watch?"]:not([href*="t="])',
    'a[href*="/shorts/"]:not([href$="/shorts/"],#primary-inner *)',
    'a[href*="/video/"][href$="/edit"]:has(img)',
    'a[href*="lc="]',
    "#content>#message",
    "#header-subtext",
  ].join(),
  innerSigns: `ytd-browse:not([hidden],:has(${headers})) :is(h1,truncated-text-content)`,
  surfaces: [
    { page: ["/watch", "/watch#*", "/shorts/*", "/live/*", "/results"], expects: "video" },
    { page: ["/post/*"], expects: "post" },
    { page: ["/@*"], expects: "channel" },
  ],
  posts: [
    {
      kind: "video",
      page: ["/watch", "/watch#*", "/live/*"],
      find: [`${watch} #primary`],
      // A page can have an id twice.
      skip: ["#primary #primary"],
      // In a narrow window the other videos are below this one.
      foreign: ["#related"],
      identity: [{ in: "page", at: watch, read: "attr:video-id", as: "youtube-current-video" }],
      slots: [
        // Not among its own buttons: YouTube measures them and collapses those that do not fit.
        { at: "#top-row #owner", place: "append", look: "pill" },
        { at: "#middle-row", place: "append", look: "pill" },
      ],
      picture: "#player, ytd-watch-metadata",
    },
    {
      kind: "video",
      page: ["/watch", "/watch#*"],
      find: ["ytm-watch"],
      skip,
      foreign: ["ytm-video-with-context-renderer"],
      identity: [addressed],
      slots: [
        { at: "ytm-slim-owner-renderer", place: "append", look: "icon" },
        { at: "ytm-slim-video-action-bar-renderer", place: "append", look: "icon" },
      ],
    },
    {
      kind: "video",
      page: ["/shorts/*"],
      find: ["ytd-reel-video-renderer"],
      skip,
      identity: [addressed],
      slots: [
        { at: "yt-reel-channel-bar-view-model", place: "append", look: "round" },
        { place: "cover", look: "round" },
      ],
    },
    {
      kind: "comment",
      find: ["ytd-comment-view-model"],
      skip: [...skip, "#replies"],
      foreign: ["ytd-comment-view-model"],
      identity: [commentLink],
      slots: commentSlots,
    },
    {
      kind: "comment",
      find: ["#replies ytd-comment-view-model"],
      skip,
      foreign: ["ytd-comment-view-model"],
      identity: [commentLink],
      slots: commentSlots,
    },
    {
      kind: "comment",
      find: ["ytcp-comment"],
      identity: [studioCommentLink],
      slots: [{ at: "ytcp-comment-action-buttons #toolbar", place: "append", look: "icon" }],
    },
    {
      kind: "video",
      kinds: ["playlist"],
      find: [
        "ytd-rich-grid-media",
        "ytd-video-renderer",
        "ytd-compact-video-renderer",
        "ytd-grid-video-renderer",
        "ytd-playlist-video-renderer",
        "ytd-playlist-panel-video-renderer",
        "ytd-playlist-renderer",
        "ytd-reel-item-renderer",
        "yt-lockup-view-model",
        "ytm-shorts-lockup-view-model",
        "ytm-video-with-context-renderer",
        "ytm-compact-video-renderer",
        "ytm-playlist-panel-video-renderer",
        "ytm-compact-playlist-renderer",
      ],
      skip,
      identity: [
        { at: 'a[href*="/watch?"]', read: "attr:href", as: "youtube-card" },
        { at: 'a[href*="/shorts/"]', read: "attr:href" },
        { at: 'a[href*="/playlist?"]', read: "attr:href", as: "youtube-card" },
      ],
      slots: [{ place: "cover", look: "round" }],
    },
    {
      kind: "video",
      find: ["ytcp-video-row"],
      identity: [{ at: 'a[href*="/video/"]', read: "attr:href" }],
      slots: [
        { at: "ytcp-video-list-cell-video", place: "cover", look: "round" },
        { place: "cover", look: "round" },
      ],
    },
    {
      kind: "post",
      find: ["ytd-backstage-post-renderer", "ytd-post-renderer", "ytm-backstage-post-renderer"],
      skip,
      // A post by another channel, shared by this one.
      foreign: ["ytd-post-renderer"],
      identity: [
        { at: '#published-time-text a[href*="/post/"]', read: "attr:href" },
        { at: 'yt-post-header a[href*="/post/"]', read: "attr:href" },
      ],
      slots: [
        { at: "#toolbar", ...inHeader },
        { at: "yt-post-header", ...inHeader },
        { place: "cover", look: "round" },
      ],
    },
    {
      kind: "channel",
      page: ["/@*", "/channel/*"],
      find: ["yt-page-header-view-model", "ytd-c4-tabbed-header-renderer"],
      skip,
      identity: [{ in: "address", read: "attr:href", as: "youtube-header" }],
      slots: [
        { at: "h1", ...inHeader },
        { at: "#channel-name", ...inHeader },
      ],
    },
    {
      kind: "playlist",
      page: ["/playlist"],
      find: ["yt-page-header-view-model", "ytd-playlist-header-renderer"],
      skip,
      identity: [{ in: "address", read: "attr:href", as: "youtube-list" }],
      slots: [
        { at: "h1", ...inHeader },
        { place: "cover", look: "round" },
      ],
    },
    {
      kind: "chat",
      find: [
        "yt-live-chat-text-message-renderer",
        "yt-live-chat-paid-message-renderer",
        "yt-live-chat-membership-item-renderer",
      ],
      identity: [{ read: "attr:id", as: "youtube-chat" }],
      slots: [{ place: "append", look: "icon" }],
    },
  ],
});
