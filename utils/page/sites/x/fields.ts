/** Field readings for posts and accounts on X. Part of the capture script only. */

import type { UnavailableReading } from "../../../shared/contract/recipe.ts";
import {
  type ContextReading,
  type FieldReadings,
  type Notices,
  type Reading,
  type SiteFields,
  unreadableElements,
} from "../site.ts";
import { postLinks } from "./x.ts";

const author = '[data-testid="User-Name"]';
/** The header of a profile. */
const owner = '[data-testid="UserName"]';
const articleText = '[data-testid="twitterArticleRichTextView"]';
const outbound = { at: 'a[href^="https://t.co/"]', read: "attr:href", as: "link", all: true } as const;

const cell = '[data-testid="cellInnerDiv"]';

/** The post of the page's address. */
const focal = 'article[tabindex="-1"]';

/** Readings for a neighbouring post as a whole. */
const another = {
  address: [{ at: "time", closest: 'a[href*="/status/"]', read: "attr:href" }],
  name: [{ at: '[data-testid="User-Name"] a[href]', read: "text" }],
  text: [{ at: '[data-testid="tweetText"]', read: "text" }],
} as const satisfies Record<string, readonly Reading[]>;

/** Context of a post on X: parents, the quoted post, reposts and the community. */
const xContext: readonly ContextReading[] = [
  // A line leads down from the post above: both are shown as one conversation.
  {
    relation: "parent",
    in: "before",
    at: cell,
    sole: `${cell}:has([data-testid="Tweet-User-Avatar"]:not(:last-child)) + ${cell}`,
    ...another,
  },
  // The posts above the page's post are its parents.
  {
    relation: "parent",
    in: "before",
    at: 'article[data-testid="tweet"]',
    all: true,
    sole: `${cell}:has(${focal})`,
    ...another,
  },
  // The posts below are replies, up to the heading of suggested content.
  {
    relation: "parent",
    in: "before",
    at: `${focal},h2`,
    sole: `${cell}:has(${focal}) ~ ${cell}:not(:has([data-testid="placementTracking"] article))`,
    ...another,
  },
  {
    relation: "quoted",
    at: '[role="link"][tabindex="0"]:has([data-testid="User-Name"])',
    foreign: true,
    address: [{ at: 'a[href*="/status/"]', read: "attr:href", as: "x-picture-address" }],
    name: [{ at: '[data-testid="User-Name"] [dir]', read: "text" }],
    text: [{ at: '[data-testid="tweetText"]', read: "text" }],
  },
  // The user's own repost shows no name, and a pinned post has no link.
  {
    relation: "reposted-by",
    at: '[data-testid="socialContext"] > span > span',
    closest: 'a:not([href*="/i/"])',
    address: [{ read: "attr:href" }],
    name: [{ at: '[data-testid="socialContext"] > span', read: "text" }],
  },
  {
    relation: "group",
    at: '[data-testid="socialContext"]',
    closest: 'a[href*="/i/communities/"]',
    address: [{ read: "attr:href" }],
    name: [{ at: '[data-testid="socialContext"]', read: "text" }],
  },
];

const column = '[data-testid="primaryColumn"]';
const lock = '[data-testid="icon-lock"]';

/**
 * Shown in place of the post. Other deleted posts have tombstones too: below the page's post, or above it with
 * a line between them.
 */
const tombstone = `${column}:not(:has(article[data-testid="tweet"][tabindex="-1"])):not(:has([data-testid="Tweet-User-Avatar"]:not(:last-child))) [data-testid="cellInnerDiv"][style*="translateY(0px)"] article:not([data-testid])`;

const post = { page: ["/*/status/*"], at: tombstone } as const;

/** Shown in place of an account's posts. An empty search repeats the user's own query there. */
const account = { page: ["!/search*"], at: `${column} [data-testid="emptyState"]` } as const;
const withheld = ["legal demand", "local law", "ditahan di indonesia", "tuntutan hukum", "hukum setempat"];

const unavailable: readonly UnavailableReading[] = [
  { ...post, at: `${tombstone}:has([href*="withheld-by-country"])`, reason: "withheld" },
  { ...post, at: `${tombstone}:has([href*="/20169222"])`, reason: "withheld" },
  { ...post, says: withheld, reason: "withheld" },
  {
    ...post,
    says: ["limits who can view", "private account", "membatasi siapa yang", "akun privat"],
    reason: "private",
  },
  { ...post, says: ["age-restricted", "batasan usia", "dibatasi usia"], reason: "age-restricted" },
  {
    ...post,
    says: [
      "was deleted",
      "violated the x rules",
      "suspended account",
      "no longer exists",
      "dihapus",
      "melanggar",
      "ditangguhkan",
      "tidak ada lagi",
    ],
    reason: "removed",
  },
  { ...post, reason: "unknown" },
  { ...account, says: withheld, reason: "withheld" },
  { ...account, says: ["posts are protected", "postingan ini dilindungi"], reason: "private" },
  {
    ...account,
    says: ["account suspended", "account doesn", "akun ditangguhkan", "akun ini tidak ada"],
    reason: "removed",
  },
  // With a retry button instead of these words, the cause is a failed connection.
  { at: '[data-testid="error-detail"]', says: ["page doesn", "halaman ini tidak ada"], reason: "unknown" },
];

/** X's notices of unavailable posts and accounts, with reasons. */
/** Selector of the signed-in user's own interface. */
export const xOwn = () =>
  `${unreadableElements},[data-testid="DMDrawer"],[data-testid^="chat-drawer"],[data-testid="sidebarColumn"],[data-testid^="tweetTextarea"]`;

export const xNotices = (): Notices => ({
  unavailable,
  // The bar below a page that hides the replies, and the dialog over it. The bar is also used for cookies.
  loginWall: [
    { at: '[data-testid="BottomBar"] [data-testid="login"]' },
    { at: '[data-testid="sheetDialog"] a[href*="/login"]' },
  ],
});

/** The link of the handle. A card's link has the same mark and leads to another site. */
const handle = 'div a[tabindex="-1"]:not([href*="//t.co/"])';
/** The block beside the one with the handle, after the avatar. A repost note is before it. */
const nameBlock = `div:has(img) ~ div div:has(+ ${handle})`;

/** Readings that need no test ids. */
const alternatives = (): Readonly<Record<number, FieldReadings>> => ({
  0: {
    text: [{ at: "[lang][dir]", read: "text" }],
    authorName: [{ at: `${nameBlock} a:not([tabindex="-1"])`, read: "text" }],
    authorHandle: [{ at: `div + ${handle}`, read: "text", as: "handle" }],
    authorLink: [{ at: `div + ${handle}`, read: "attr:href", as: "account-address" }],
    publishedRaw: [{ at: "a [datetime]", read: "text" }],
    publishedAt: [{ at: "a [datetime]", read: "attr:datetime", as: "instant" }],
    media: [{ at: 'img[src*="/media/"]', read: "attr:src", as: "address", all: true }],
    language: [{ at: "[lang][dir]", read: "attr:lang", as: "language" }],
    context: [
      {
        relation: "quoted",
        at: '[role="link"][tabindex="0"]:has(time)',
        foreign: true,
        address: [{ at: 'a[href*="/status/"]', read: "attr:href", as: "x-picture-address" }],
        name: [{ at: "div[dir]:not([lang])", read: "text" }],
        text: [{ at: "[lang][dir]", read: "text" }],
      },
    ],
  },
});

/** Without its test ids a locked account looks like an open one. */
const unread: Reading = { read: "present", as: "audience-unknown" };

/** A function, so that the bundler can remove it from the script on every page. */
export const xFields = (): SiteFields => ({
  fields: [
    {
      permalink: postLinks.map((reading) => ({ ...reading, as: "permalink" })),
      // A long article has a title, and its text in another element.
      title: [{ at: '[data-testid="twitter-article-title"]', read: "text" }],
      text: [
        { at: '[data-testid="tweetText"]', read: "text" },
        { at: articleText, read: "text" },
      ],
      truncated: [{ at: '[data-testid="tweet-text-show-more-link"]', read: "present" }],
      authorName: [{ at: `${author} a[href]:not([tabindex="-1"])`, read: "text" }],
      authorHandle: [
        { at: `${author} a[tabindex="-1"]`, read: "text", as: "handle" },
        { at: `${author} a[href]`, read: "attr:href", as: "account-handle" },
      ],
      authorLink: [{ at: `${author} a[href]`, read: "attr:href", as: "account-address", all: true }],
      publishedRaw: [{ at: "a time", read: "text" }],
      publishedAt: [{ at: "a time[datetime]", read: "attr:datetime", as: "instant" }],
      media: [
        { at: '[data-testid="tweetPhoto"] img', read: "attr:src", as: "address", all: true },
        { at: "video[poster]", read: "attr:poster", as: "address", all: true },
        { at: '[data-testid="card.wrapper"] img', read: "attr:src", as: "address", all: true },
      ],
      links: [outbound, { at: `${articleText} a[href^="http"]`, read: "attr:href", as: "link", all: true }],
      counts: [
        { at: '[data-testid="reply"]', read: "attr:aria-label", as: "count-replies" },
        {
          at: '[data-testid="retweet"],[data-testid="unretweet"]',
          read: "attr:aria-label",
          as: "count-reposts",
        },
        { at: '[data-testid="like"],[data-testid="unlike"]', read: "attr:aria-label", as: "count-likes" },
        {
          at: '[data-testid="bookmark"],[data-testid="removeBookmark"]',
          read: "attr:aria-label",
          as: "count-bookmarks",
        },
        { at: 'a[href$="/analytics"]', read: "attr:aria-label", as: "count-views" },
        // On a post's own page the view count is beside the time.
        {
          at: '[data-testid="app-text-transition-container"]:not([role="group"] *)',
          read: "text",
          as: "count-views",
        },
      ],
      language: [{ at: '[data-testid="tweetText"][lang]', read: "attr:lang", as: "language" }],
      // The same mark inside a post only means that a video tracks its views.
      promoted: [{ in: "around", at: '[data-testid="placementTracking"]', read: "present" }],
      context: xContext,
    },
    {
      text: [{ at: '[data-testid="UserDescription"]', read: "text" }],
      authorName: [{ at: `${owner} [dir]`, read: "text" }],
      authorHandle: [{ at: `${owner} [tabindex="-1"]`, read: "text", as: "handle" }],
      authorId: [{ at: '[data-testid$="follow"]', read: "attr:data-testid", as: "x-account-id" }],
      media: [
        { at: 'a[href$="/header_photo"] img', read: "attr:src", as: "address" },
        { at: 'a[href$="/photo"] img', read: "attr:src", as: "address" },
      ],
      links: [outbound],
    },
  ],
  alternatives: alternatives(),
  lock: `${column} ${lock}`,
  audience: {
    post: [
      { at: `${author} ${lock}`, read: "present", as: "audience-not-public" },
      { read: "present", as: "x-audience" },
      { at: `${author}:not(:has(${lock}))`, read: "present", as: "audience-public" },
      unread,
    ],
    account: [
      { at: `${owner} ${lock}`, read: "present", as: "audience-not-public" },
      { at: `${owner}:not(:has(${lock}))`, read: "present", as: "audience-public" },
      unread,
    ],
  },
  ...xNotices(),
  guard: {
    own: xOwn(),
    // A picture opens in a dialog, with its post and the replies beside it.
    page: '[data-testid="primaryColumn"],[role="dialog"]',
  },
});
