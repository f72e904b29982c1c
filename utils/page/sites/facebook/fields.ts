/** Field readings for posts on Facebook. Part of the capture script only. */

import {
  type FieldReadings,
  type Notices,
  type Reading,
  type SiteFields,
  unreadableElements,
} from "../site.ts";
import { feedImage, outerName, photo, reshared } from "./facebook.ts";
import { adAudienceIcon, audienceIcon, belowHead, commentTime, role, story, time } from "./readers.ts";

/** Marked as pure below, so that the script on every page, which reads no fields, leaves the selectors out. */
const inName = (link: string) => `${outerName} ${link}`;
const author = /* @__PURE__ */ inName('a:not([href*="/groups/"])');
const member = /* @__PURE__ */ inName('a[href*="/user/"]');
const groupName = /* @__PURE__ */ inName('a[href*="/groups/"]:not([href*="/user/"])');
/**
 * A group's post in another feed shows the group's name in the author's place, and the member's name in the
 * same block.
 */
const memberBelow = () =>
  ({
    at: groupName,
    closest: `div:has(a[href*="/user/"]):not(:has(${belowHead}))`,
    read: "present",
  }) as const;
const nestedTime = 'a[href*="P-y-R"]';
const data = 'script[type="application/json"]';

const createdAt: Reading = { in: "page", at: data, read: "present", as: "facebook-creation-time", all: true };

/** Readings for the page's main content. `place` is a selector prefix; empty means inside the post itself. */
function inPlace(place: string): FieldReadings {
  const from = place ? ({ in: "page" } as const) : {};
  const at = (selector: string) => ({ ...from, at: place + selector });
  const atTime = { ...from, at: place + time, outside: story };
  const count = (name: "reactions" | "comments" | "shares", button: string): Reading => ({
    ...at(role(button)),
    closest: '[role="button"]',
    read: "text",
    as: `count-${name}`,
  });
  return {
    text: [{ ...at(story), read: "text" }],
    truncated: [{ ...at(`${story} div[role="button"]`), read: "present" }],
    authorName: [{ ...at(author), read: "text" }],
    authorHandle: [{ ...at(author), read: "attr:href", as: "account-handle" }],
    authorLink: [{ ...at(author), read: "attr:href", as: "account-address" }],
    authorId: [{ ...at(author), read: "attr:href", as: "account-id" }],
    publishedRaw: [
      { ...atTime, read: "attr:aria-label" },
      { ...atTime, read: "text" },
    ],
    publishedAt: [createdAt],
    links: [{ ...at(`${story} a[href*="/l.php?"]`), read: "attr:href", as: "link", all: true }],
    counts: [
      count("reactions", "like_button"),
      count("comments", "comment_button"),
      count("shares", "share_button"),
    ],
  };
}

// The pure annotation lets the bundler remove these calls from the script on every page.
const own = /* @__PURE__ */ inPlace("");
const beside = /* @__PURE__ */ inPlace('[role="complementary"] ');

const audience = (place: "" | '[role="complementary"] '): Reading => ({
  ...(place ? { in: "page" } : {}),
  at: place + audienceIcon,
  read: "present",
  as: "facebook-audience",
});

/** Facebook shows friends-only posts beside public ones, so a post whose audience was not read may be one of them. */
const unread: Reading = { read: "present", as: "audience-unknown" };

const cover: Reading = {
  in: "page",
  at: '[role="main"] img[data-imgperflogname="profileCoverPhoto"]',
  read: "attr:src",
  as: "address",
};

/** In the order of the recipes: group, account. */
const facebookHeaders: readonly FieldReadings[] = [
  { title: [{ read: "text" }], media: [cover] },
  {
    authorName: [{ read: "text" }],
    authorHandle: [{ in: "address", read: "attr:href", as: "account-handle" }],
    authorLink: [{ in: "address", read: "attr:href", as: "account-address" }],
    authorId: [{ in: "address", read: "attr:href", as: "account-id" }],
    media: [cover],
  },
];

// Functions, so that the bundler can remove them from the script on every page.

const feedPost = (): FieldReadings => ({
  ...own,
  authorName: [
    ...(own.authorName ?? []),
    { at: member, read: "text" },
    // An anonymous member in a group.
    { at: `${outerName}:not(:has(a))`, read: "text" },
    { ...memberBelow(), as: "facebook-member-name" },
  ],
  authorId: [
    ...(own.authorId ?? []),
    { at: member, read: "attr:href", as: "account-id" },
    { ...memberBelow(), as: "facebook-member-id" },
  ],
  publishedRaw: [
    { at: time, all: true, read: "present", as: "facebook-time-label" },
    { at: time, all: true, read: "text", as: "facebook-time" },
  ],
  media: [
    { at: feedImage, read: "attr:src", as: "address", all: true },
    { at: "video[poster]", read: "attr:poster", as: "address", all: true },
  ],
  links: [{ at: 'a[href*="/l.php?"]', read: "attr:href", as: "link", all: true }],
  promoted: [{ at: 'a[href*="/ads/about/"]', outside: story, read: "present" }],
  context: [
    {
      relation: "reshared",
      at: reshared,
      foreign: true,
      part: true,
      address: [{ at: nestedTime, read: "attr:href" }],
      name: [{ at: `${reshared} h5`, read: "text" }],
      text: [{ at: story, read: "text" }],
    },
    {
      relation: "group",
      at: groupName,
      address: [{ read: "attr:href", as: "facebook-group" }],
      name: [{ read: "text" }],
    },
    { relation: "group", at: time, all: true, address: [{ read: "attr:href", as: "facebook-time-group" }] },
  ],
});

/** The author's name is above the comment's text. It is a link unless the author is anonymous. A badge is never one. */
const commenterName = {
  at: '[href*="comment_id="] [dir="auto"],[dir="auto"][lang],span[dir="auto"]:has(div)',
  closest: 'a[href*="comment_id="]',
} as const;

const comment = (): FieldReadings => ({
  permalink: [{ at: commentTime, read: "attr:href", as: "facebook-comment-address" }],
  text: [
    { at: '[dir="auto"][lang]', read: "text" },
    { at: 'span[dir="auto"]:has(div)', read: "text" },
  ],
  truncated: [{ at: '[dir="auto"] [role="button"]', read: "present" }],
  authorName: [{ ...commenterName, read: "text" }],
  authorHandle: [{ ...commenterName, read: "attr:href", as: "account-handle" }],
  authorLink: [{ ...commenterName, read: "attr:href", as: "account-address" }],
  authorId: [{ ...commenterName, read: "attr:href", as: "account-id" }],
  publishedRaw: [{ at: commentTime, read: "text" }],
  media: [{ at: feedImage, read: "attr:src", as: "address", all: true }],
  links: [{ at: 'a[href*="/l.php?"]', read: "attr:href", as: "link", all: true }],
  language: [{ at: '[dir="auto"][lang]', read: "attr:lang", as: "language" }],
  context: [
    { relation: "parent", at: commentTime, address: [{ read: "attr:href", as: "facebook-replied" }] },
    { relation: "parent", at: commentTime, address: [{ read: "attr:href", as: "facebook-commented" }] },
    { relation: "group", at: commentTime, address: [{ read: "attr:href", as: "facebook-group" }] },
  ],
});

/**
 * The main part of a page without a post, video, account name or described image. On a page with one, the content that
 * it shares may be gone, or its text may contain these words. A photo's owner writes its description.
 */
const notice =
  '[role="main"]:not(:has([data-ad-rendering-role],[role="article"],video,h1,[alt]:not([alt=""])))';

/**
 * Facebook's notices of unavailable content and its sign-in prompts. The common notice names several possible reasons
 * and is therefore `unknown`; its explanation is first, because it may contain the words of the others. The narrower
 * sentences were not seen on the live site. Where a page shows none of them, the person who looks states what it shows.
 */
/** Selector of the signed-in user's own interface. */
export const facebookOwn = () => `${unreadableElements},form`;

export const facebookNotices = (): Notices => ({
  unavailable: [
    { at: notice, says: ["small group of people", "sekelompok kecil orang"], reason: "unknown" },
    {
      at: notice,
      says: [
        ...["available in your country", "local legal request"],
        ...["tidak tersedia di negara", "permintaan hukum setempat"],
      ],
      reason: "withheld",
    },
    {
      at: notice,
      says: ["against our community standards", "melanggar standar komunitas"],
      reason: "removed",
    },
    {
      at: notice,
      says: ["only members can see this", "hanya anggota yang dapat melihat ini"],
      reason: "private",
    },
    {
      at: notice,
      // Without the apostrophe, which Facebook writes in two ways.
      says: ["konten ini tidak tersedia", "this content isn"],
      reason: "unknown",
    },
  ],
  // Matches the overlay. The sign-in form at the top of the page is always present.
  loginWall: [{ at: "#login_popup_cta_form" }],
});

/** The author's name without its rendering role. A reshared post's heading is smaller. */
const heading = ":is(h2,h3,h4) a:not([href*='/groups/'],[href*='comment_id='])";

/** A post in its own element, or in the side column of a photo or video. */
function withoutRoles(place: string): FieldReadings {
  const at = (selector: string) => ({ ...(place ? ({ in: "page" } as const) : {}), at: place + selector });
  const count = (name: "reactions" | "comments" | "shares", button: string): Reading => ({
    ...at(`:has(> ${role(button)})`),
    read: "text",
    as: `count-${name}`,
  });
  return {
    text: [
      { ...at('[data-ad-comet-preview="message"]'), read: "text" },
      { ...at('[data-ad-preview="message"]'), read: "text" },
    ],
    authorName: [{ ...at(heading), read: "text" }],
    authorHandle: [{ ...at(heading), read: "attr:href", as: "account-handle" }],
    authorLink: [{ ...at(heading), read: "attr:href", as: "account-address" }],
    authorId: [{ ...at(heading), read: "attr:href", as: "account-id" }],
    counts: [
      count("reactions", "like_button"),
      count("comments", "comment_button"),
      count("shares", "share_button"),
    ],
  };
}

/** The time of a comment without its mark. */
const commentLine = { at: 'li a[href*="comment_id="]', outside: '[dir="auto"]' } as const;

/** Readings for posts and comments without rendering roles. */
const alternatives = (): Readonly<Record<number, FieldReadings>> => ({
  0: {
    ...withoutRoles(""),
    media: [{ at: 'a[href*="/photo"] img[src*="fbcdn.net"]', read: "attr:src", as: "address", all: true }],
  },
  1: {
    ...withoutRoles('[role="complementary"] '),
    media: [{ at: 'img[src*="fbcdn.net"]', read: "attr:src", as: "address" }],
  },
  2: withoutRoles('[role="complementary"] '),
  3: {
    permalink: [{ ...commentLine, read: "attr:href", as: "facebook-comment-address" }],
    text: [{ at: "span[lang]", read: "text" }],
    publishedRaw: [{ ...commentLine, read: "text" }],
    context: [
      { relation: "parent", ...commentLine, address: [{ read: "attr:href", as: "facebook-replied" }] },
      { relation: "parent", ...commentLine, address: [{ read: "attr:href", as: "facebook-commented" }] },
      { relation: "group", ...commentLine, address: [{ read: "attr:href", as: "facebook-group" }] },
    ],
  },
});

export const facebookFields = (): SiteFields => ({
  fields: [
    feedPost(),
    { ...beside, media: [{ at: photo, read: "attr:src", as: "address" }] },
    beside,
    comment(),
    ...facebookHeaders,
    { text: [{ read: "text" }] },
  ],
  alternatives: alternatives(),
  audience: {
    post: [audience(""), { at: adAudienceIcon, read: "present", as: "facebook-audience" }, unread],
    // Both layouts: a post in a feed, and a viewer with the text in a side column.
    photo: [audience(""), audience('[role="complementary"] '), unread],
    video: [audience(""), audience('[role="complementary"] '), unread],
    comment: [{ read: "present", as: "facebook-audience-above" }, unread],
    group: [{ read: "present", as: "facebook-group-audience" }, unread],
    // No recipe finds events; some are for guests only.
    event: [unread],
    // An account has none: Facebook shows its name and its pictures to all.
  },
  ...facebookNotices(),
  guard: {
    own: facebookOwn(),
    page: `${data},[role="main"],[role="dialog"],[role="complementary"]`,
  },
});
