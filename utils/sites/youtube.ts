/** YouTube: the video of a watch page, its comments and replies, and the cards of videos and playlists. */

import { defineSite, type FieldReadings, type NameReading, type Reading } from "./site.ts";

const watch = "ytd-watch-flexy:not([hidden])";
const described = `${watch} #microformat script`;
const tooltip = "ytd-watch-info-text #tooltip";
const description = "#description-inline-expander";
const owner = "#owner ytd-channel-name a";

const commentLink: NameReading = { at: '#published-time-text a[href*="lc="]', read: "attr:href" };

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
const channelLink = 'a[href^="/@"],a[href^="/channel/"]';
/** Second line of a card without classes that last: views, then age. */
const secondRow = "yt-content-metadata-view-model > div:nth-of-type(2)";

const cardFields = {
  title: [
    { at: "h3[title]", read: "attr:title" },
    { at: "#video-title[title]", read: "attr:title" },
    { at: "#video-title", read: "text" },
    { at: "h3", read: "text" },
  ],
  authorName: [
    { at: "ytd-channel-name a", read: "text" },
    { at: `yt-content-metadata-view-model :is(${channelLink})`, read: "text" },
    { at: "yt-content-metadata-view-model > div:first-of-type span[role='text']", read: "text" },
  ],
  authorHandle: [{ at: channelLink, read: "attr:href", as: "youtube-handle", all: true }],
  authorLink: [{ at: channelLink, read: "attr:href", as: "account-address" }],
  authorId: [{ at: channelLink, read: "attr:href", as: "youtube-channel-id", all: true }],
  media: [
    { at: 'a[href^="/watch?"] img[src],a[href^="/shorts/"] img[src]', read: "attr:src", as: "address" },
  ],
  audience: [],
} as const satisfies Record<string, readonly Reading[]>;

export const youtube = defineSite({
  id: "youtube",
  version: 1,
  matches: ["*://www.youtube.com/*", "*://m.youtube.com/*"],
  dark: ["html[dark]"],
  recycled: ["video-id", "hidden"],
  posts: [
    {
      kind: "video",
      page: "^/watch$",
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

/** How each field is read, one entry per post recipe; a function, so that the script on every page leaves it out. */
export const youtubeFields = (): readonly FieldReadings[] => [
  {
    title: [{ at: "ytd-watch-metadata h1", read: "text" }],
    text: [
      { at: `${description}[is-expanded] #expanded`, read: "text" },
      { at: `${description} #attributed-snippet-text`, read: "text" },
      { at: `${description} #snippet`, read: "text" },
    ],
    truncated: [{ at: `${description}:not([is-expanded]) #expand:not([hidden])`, read: "present" }],
    authorName: [{ at: owner, read: "text" }],
    authorHandle: [{ at: owner, read: "attr:href", as: "youtube-handle" }],
    authorLink: [{ at: owner, read: "attr:href", as: "account-address" }],
    authorId: [{ at: owner, read: "attr:href", as: "youtube-channel-id" }],
    publishedRaw: [{ at: tooltip, read: "text", as: "youtube-tooltip-date" }],
    publishedAt: [{ in: "page", at: described, read: "present", as: "youtube-described-time" }],
    media: [{ in: "page", at: described, read: "present", as: "youtube-described-picture" }],
    links: [
      { at: `${description} a[href*="/redirect?"]`, read: "attr:href", as: "link", all: true },
      { at: `${description} a[href^="http"]`, read: "attr:href", as: "link", all: true },
    ],
    counts: [
      { at: tooltip, read: "text", as: "count-views" },
      { at: "like-button-view-model button", read: "text", as: "count-likes" },
      { at: "ytd-comments-header-renderer #count", foreign: true, read: "text", as: "count-comments" },
    ],
    audience: [],
    timecodeSeconds: [
      {
        in: "page",
        at: `${watch} #movie_player:not(.ad-showing,.miniplayer) video`,
        read: "prop:currentTime",
      },
    ],
  },
  {
    text: [{ at: "#content-text", read: "text" }],
    authorName: [{ at: "#author-text", read: "text" }],
    authorHandle: [{ at: "#author-text", read: "attr:href", as: "youtube-handle" }],
    authorLink: [{ at: "#author-text", read: "attr:href", as: "account-address" }],
    authorId: [{ at: "#author-text", read: "attr:href", as: "youtube-channel-id" }],
    publishedRaw: [{ at: commentLink.at as string, read: "text" }],
    links: [
      { at: '#content-text a[href*="/redirect?"]', read: "attr:href", as: "link", all: true },
      { at: '#content-text a[href^="http"]', read: "attr:href", as: "link", all: true },
    ],
    counts: [{ at: "#vote-count-middle", read: "text", as: "count-likes" }],
    audience: [],
  },
  {
    ...cardFields,
    publishedRaw: [
      { at: "#metadata-line .inline-metadata-item:nth-of-type(2)", read: "text" },
      { at: `${secondRow} > span[role="text"]:last-of-type`, read: "text" },
    ],
    counts: [
      { at: "#metadata-line .inline-metadata-item", read: "text", as: "count-views" },
      { at: `${secondRow} > span[role="text"]`, read: "text", as: "count-views" },
    ],
  },
  cardFields,
];
