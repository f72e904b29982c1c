/** Field readings, audience readings and guard for YouTube. Part of the capture script only. */

import type { UnavailableReading } from "../../../shared/contract/recipe.ts";
import {
  type FieldReadings,
  type Notices,
  type Reading,
  type SiteFields,
  unreadableElements,
} from "../site.ts";
import { commentLink, studioCommentLink, watch } from "./youtube.ts";

const rows = "yt-content-metadata-view-model > div";

/** Views and age: in the second line, or in the only line if the card omits the channel. */
const second = () => `${rows}:nth-of-type(2) > span[role="text"]`;
const only = () => `${rows}:only-of-type > span[role="text"]`;
const mobile = "ytm-badge-and-byline-renderer > span";
const byName = 'a[href*="/@"]';
const byId = 'a[href*="/channel/"]';

const authorName = "#author-text";

/** One of these scripts holds the data of the first page load. */
const script = "body > script";

/** Every link of a text, unwrapped from YouTube's redirector. */
const links = (inside: string): readonly Reading[] => [
  { at: `${inside} a[href*="/redirect?"]`, read: "attr:href", as: "link", all: true },
  // Links of the site itself are hashtags, mentions and times.
  {
    at: `${inside} a[href^="http"]:not([href*=".youtube.com/"])`,
    read: "attr:href",
    as: "link",
    all: true,
  },
];

/** Author readings from a channel link. */
const author = (at: string) =>
  ({
    authorHandle: [{ at, read: "attr:href", as: "youtube-handle" }],
    authorLink: [{ at, read: "attr:href", as: "account-address" }],
    authorId: [{ at, read: "attr:href", as: "youtube-channel-id" }],
  }) as const satisfies FieldReadings;

const comment = () =>
  ({
    text: [{ at: "#content-text", read: "text" }],
    authorName: [{ at: authorName, read: "text" }],
    ...author(authorName),
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

const commentFields = (): FieldReadings => ({ ...comment(), context: [underVideo(), underPost()] });

const replyFields = (): FieldReadings => ({
  ...comment(),
  context: [
    {
      relation: "parent",
      in: "before",
      // The first comment of the thread; other replies may be in between.
      at: "ytd-comment-thread-renderer > ytd-comment-view-model, #comment-container > ytd-comment-view-model",
      address: [{ at: commentLink.at, read: "attr:href" }],
      name: [{ at: authorName, read: "text" }],
      text: [{ at: "#content-text", read: "text" }],
    },
    underVideo(),
    underPost(),
  ],
});

const studioCommentFields = (): FieldReadings => ({
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

const chatFields = (): FieldReadings => ({
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

/** Field readings for cards, in every generation of their markup. */
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
  // The author is linked first; a description can mention other channels.
  ...author(`${byName},${byId}`),
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

type Said = Pick<UnavailableReading, "reason" | "says">;

/** The order matters: a blocking notice names the claimant, whose name can contain words of the later reasons. */
const aboutVideo: readonly Said[] = [
  {
    reason: "withheld",
    says: ["di negara anda", "domain negara ini", "in your country", "this country domain"],
  },
  {
    reason: "age-restricted",
    says: ["mengonfirmasi usia", "dibatasi usia", "confirm your age", "age-restricted"],
  },
  { reason: "private", says: ["video ini pribadi", "video pribadi", "private video", "video is private"] },
  {
    reason: "removed",
    says: [
      "telah dihapus",
      "tidak tersedia lagi",
      "tidak lagi tersedia",
      "has been removed",
      "no longer available",
      "available anymore",
    ],
  },
  { reason: "unknown", says: ["tidak tersedia", "unavailable"] },
];

const removedPage = [
  "telah dihentikan",
  "has been terminated",
  "channel ini tidak ada",
  "playlist ini tidak ada",
  "does not exist",
];

/** A notice above the page. A playlist also uses it to say that some of its videos are unavailable. */
const alert = "ytd-browse ytd-alert-renderer";

export const unavailable = (): readonly UnavailableReading[] => [
  // Always in the document; empty while the video plays.
  ...aboutVideo.map((said) => ({
    page: ["/watch*"],
    at: "ytd-watch-flexy yt-player-error-message-renderer",
    ...said,
  })),
  // Several slots are kept ready; only the one with the player counts.
  ...aboutVideo.map((said) => ({
    page: ["/shorts/*"],
    at: "#reel-overlay-container ~ * yt-player-error-message-renderer",
    ...said,
  })),
  {
    page: ["/playlist"],
    at: alert,
    reason: "private",
    says: ["playlist ini pribadi", "playlist is private"],
  },
  { page: ["/@*", "/channel/*", "/playlist"], at: alert, reason: "removed", says: removedPage },
];

/** Selector of the signed-in user's own interface. */
export const youtubeOwn = () =>
  `${unreadableElements},ytd-masthead,ytd-guide-renderer,ytd-mini-guide-renderer,#guide,#simple-box,ytd-comment-simplebox-renderer,ytd-commentbox,yt-live-chat-message-input-renderer,ytm-mobile-topbar-renderer,ytm-comment-simplebox-renderer,ytd-backstage-post-dialog-renderer,ytcp-header,ytcp-navigation-drawer,ytcp-commentbox`;

export const youtubeNotices = (): Notices => ({
  unavailable: unavailable(),
  // Shown in place of the video.
  loginWall: [
    {
      at: '#error-screen yt-player-error-message-renderer a[href^="https://accounts.google.com/ServiceLogin"]',
    },
  ],
});

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

const watchFields = (): FieldReadings => ({
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

const mobileWatchFields = (): FieldReadings => ({
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

const shortFields = (): FieldReadings => ({
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

const studioRowFields = (): FieldReadings => ({
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

const postFields = (): FieldReadings => ({
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
    { at: authorName, read: "text" },
    // The innermost of nested links.
    { at: 'yt-post-header a[href*="/@"]:not(:has(*))', read: "text" },
  ],
  authorHandle: [
    { at: authorName, read: "attr:href", as: "youtube-handle" },
    { at: "yt-post-header a", read: "attr:href", as: "youtube-handle" },
  ],
  authorLink: [
    { at: authorName, read: "attr:href", as: "account-address" },
    { at: "yt-post-header a", read: "attr:href", as: "account-address" },
  ],
  authorId: [
    { at: authorName, read: "attr:href", as: "youtube-channel-id" },
    { at: "yt-post-header a", read: "attr:href", as: "youtube-channel-id" },
  ],
  publishedRaw: [
    { at: "#published-time-text", read: "text" },
    { at: 'yt-post-header a[href*="/post/"]', read: "text" },
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
      address: [{ at: 'a[href*="/watch?"]', read: "attr:href" }],
      name: [{ at: "#video-title", read: "text" }],
    },
    {
      relation: "quoted",
      at: "yt-lockup-view-model",
      address: [{ at: 'a[href*="/watch?"]', read: "attr:href" }],
      name: [{ at: "h3", read: "text" }],
    },
    {
      relation: "quoted",
      at: "ytd-post-renderer",
      foreign: true,
      address: [{ at: '#published-time-text a[href*="/post/"]', read: "attr:href" }],
      name: [{ at: authorName, read: "text" }],
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

const channelFields = (): FieldReadings => ({
  ...headerFields(),
  title: channelName,
  authorName: channelName,
  authorHandle: [{ in: "address", read: "present", as: "youtube-handle" }],
  authorLink: [{ in: "address", read: "present", as: "account-address" }],
  authorId: [{ in: "address", read: "present", as: "youtube-channel-id" }],
  links: [{ at: 'a[href*="/redirect?"]', read: "attr:href", as: "link", all: true }],
});

const playlistFields = (): FieldReadings => ({
  ...headerFields(),
  authorName: [{ at: 'a[href*="/@"]', read: "text" }],
  ...author('a[href*="/@"]'),
  authorId: [{ at: 'a[href*="/channel/"]', read: "attr:href", as: "youtube-channel-id" }],
});

const aboutBox = "ytd-text-inline-expander";
/** Excludes the link around the channel's picture. */
const named = `${byName}:not(:has(img,.avatar)),${byId}:not(:has(img,.avatar))`;
const videoOwner = `ytd-channel-name :is(${named})`;
const player = ".html5-video-player:not(.ad-showing,.miniplayer) video";

const otherWatchFields = (): FieldReadings => ({
  title: [{ at: "h1", read: "text" }],
  text: [
    { at: `${aboutBox}[is-expanded] #expanded`, read: "text" },
    { at: `${aboutBox} #snippet`, read: "text" },
  ],
  truncated: [{ at: `${aboutBox}:not([is-expanded]) #expand:not([hidden])`, read: "present" }],
  authorName: [
    { at: videoOwner, read: "text" },
    { at: `#owner :is(${named})`, read: "text" },
  ],
  ...author(`${videoOwner},#owner :is(${named})`),
  publishedRaw: [
    { at: "ytd-watch-info-text tp-yt-paper-tooltip", read: "text", as: "youtube-tooltip-date" },
    { at: "#info-container ~ * #tooltip", read: "text", as: "youtube-tooltip-date" },
  ],
  publishedAt: [
    { in: "page", at: "player-microformat-renderer script", read: "present", as: "youtube-described-time" },
  ],
  media: [
    {
      in: "page",
      at: "player-microformat-renderer script",
      read: "present",
      as: "youtube-described-picture",
    },
  ],
  links: links(aboutBox),
  counts: [
    { at: "ytd-watch-info-text tp-yt-paper-tooltip", read: "text", as: "count-views" },
    { at: "#info-container ~ * #tooltip", read: "text", as: "count-views" },
    { at: "segmented-like-dislike-button-view-model button", read: "text", as: "count-likes" },
    { at: "like-button-view-model", read: "text", as: "count-likes" },
    { at: "#comments #count", read: "text", as: "count-comments" },
    { at: "ytd-comments-header-renderer h2", read: "text", as: "count-comments" },
  ],
  timecodeSeconds: [{ at: player, read: "prop:currentTime" }],
});

/** The first channel that is named, outside the text. */
const commentAuthor = { at: named, outside: "#content-text,[role='text']" } as const;
/** The time of a comment whose parts have lost their names. A link in its text may name another comment. */
const anyCommentLink = { at: 'a[href*="lc="]', outside: "#content-text,[role='text']" } as const;

const otherCommentFields = (): FieldReadings => ({
  text: [
    { at: "#expander [role='text'], #content", read: "text" },
    // The text is between the author's line and the buttons.
    { at: "#header-author ~ [id]", read: "text" },
    // The mobile site.
    { at: "p", read: "text" },
  ],
  publishedRaw: [{ ...anyCommentLink, read: "text" }],
  authorName: [
    { at: `h3 :is(${byName},${byId})`, read: "text" },
    { ...commentAuthor, read: "text" },
  ],
  authorHandle: [{ ...commentAuthor, read: "attr:href", as: "youtube-handle" }],
  authorLink: [{ ...commentAuthor, read: "attr:href", as: "account-address" }],
  authorId: [{ ...commentAuthor, read: "attr:href", as: "youtube-channel-id" }],
  context: [
    {
      relation: "video",
      address: [{ ...anyCommentLink, read: "attr:href", as: "youtube-commented-video" }],
    },
    {
      relation: "parent",
      address: [{ ...anyCommentLink, read: "attr:href", as: "youtube-commented-post" }],
    },
  ],
});

const chip = "yt-live-chat-author-chip";

/** Readings without the custom tags and ids. A card's lines of views and time are the same as those of a playlist. */
const alternatives = (): Readonly<Record<number, FieldReadings>> => ({
  0: otherWatchFields(),
  1: {
    title: [{ at: "h2,h1", read: "text" }],
    authorName: [{ at: named, read: "text" }],
    ...author(named),
    counts: [{ at: "like-button-view-model", read: "text", as: "count-likes" }],
  },
  2: {
    title: [{ at: "h1", read: "text" }],
    authorName: [{ at: byName, read: "text" }],
    ...author(byName),
    counts: [
      { at: "like-button-view-model label", read: "text", as: "count-likes" },
      {
        at: "reel-action-bar-view-model > button-view-model:first-of-type label",
        read: "text",
        as: "count-comments",
      },
    ],
    timecodeSeconds: [{ at: player, read: "prop:currentTime" }],
  },
  3: otherCommentFields(),
  4: otherCommentFields(),
  5: {
    text: [{ at: "yt-formatted-string:not(.author-text)", read: "text" }],
    authorName: [{ at: ".author-text", read: "text" }],
  },
  6: {
    title: [{ at: "a[title]", read: "attr:title" }],
    authorName: [{ at: named, read: "text" }],
  },
  7: {
    title: [{ at: 'a[href$="/edit"]:not(:has(img))', read: "text" }],
    counts: [{ at: 'a[href$="/comments"]', read: "text", as: "count-comments" }],
  },
  8: {
    text: [{ at: "[role='text']", read: "text" }],
    authorName: [{ at: `${byName}:not(:has(img))`, read: "text" }],
    ...author(named),
    publishedRaw: [{ at: 'a[href*="/post/"]', outside: "#content-text,[role='text']", read: "text" }],
  },
  9: {
    text: [{ at: "truncated-text", read: "text" }],
  },
  10: {
    text: [{ at: "truncated-text", read: "text" }],
  },
  // Time, author and text of a chat message are beside each other, in this order.
  11: {
    text: [{ at: `${chip} + span`, read: "text" }],
    authorName: [{ at: `${chip} > :first-child`, read: "text" }],
    publishedRaw: [{ at: `span:has(+ ${chip})`, read: "text" }],
  },
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
  alternatives: alternatives(),
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
    own: youtubeOwn(),
    page: `ytd-watch-flexy,ytd-shorts,ytd-browse,ytm-watch,yt-live-chat-app,ytm-app,${script}`,
  },
});
