/** YouTube: the video of a watch page, its comments and replies, and the cards of videos and playlists. */

import { defineSite, type NameReading } from "./site.ts";

export const watch = "ytd-watch-flexy:not([hidden])";

export const commentLink: NameReading = { at: '#published-time-text a[href*="lc="]', read: "attr:href" };

/** Every generation of cards; one inside another is one card. */
const cards = [
  "ytd-rich-item-renderer",
  "ytd-video-renderer",
  "ytd-compact-video-renderer",
  "yt-lockup-view-model",
  "ytm-shorts-lockup-view-model",
  "ytm-video-with-context-renderer",
];
const anyCard = `:is(${cards.join()})`;
/** The previous page stays in the document; paid cards lead through Google's ad server. */
const hiddenOrPaid = ["[hidden]", "ytd-ad-slot-renderer", `${anyCard}:has(a[href*="googleadservices.com"])`];
const cardLink: NameReading = { at: 'a[href^="/watch?"],a[href^="/shorts/"]', read: "attr:href" };
const listLink: NameReading = { at: 'a[href*="list="]', read: "attr:href", as: "youtube-playlist" };
export const youtube = defineSite({
  id: "youtube",
  matches: ["*://www.youtube.com/*", "*://m.youtube.com/*"],
  dark: ["html[dark]"],
  recycled: ["video-id", "hidden"],
  surfaces: [{ page: ["/watch"], expects: "video" }],
  posts: [
    {
      kind: "video",
      page: ["/watch", "/watch#*"],
      find: [`${watch} #primary`],
      foreign: ["ytd-comments", "#related"],
      identity: [{ in: "page", at: watch, read: "attr:video-id", as: "youtube-current-video" }],
      slots: [
        // Never among its own buttons: it measures them and folds those away that no longer fit.
        { at: "#top-row #owner", place: "append", look: "pill" },
        { at: "#middle-row", place: "append", look: "pill" },
      ],
      picture: "#player, ytd-watch-metadata",
    },
    {
      kind: "comment",
      find: ["ytd-comment-view-model"],
      skip: ["[hidden]"],
      identity: [commentLink],
      slots: [{ at: "ytd-comment-engagement-bar #toolbar", place: "append", look: "icon" }],
    },
    {
      kind: "video",
      find: cards,
      skip: [...hiddenOrPaid, `${anyCard}:has(a[href*="list="])`],
      identity: [cardLink],
      slots: [{ place: "cover", look: "round" }],
    },
    {
      kind: "playlist",
      find: cards,
      has: 'a[href*="list="]',
      skip: hiddenOrPaid,
      identity: [listLink],
      slots: [{ place: "cover", look: "round" }],
    },
  ],
});
