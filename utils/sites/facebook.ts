/** Facebook: posts in a feed and on a permalink page, logged in and out; comments are not posts. */

import { defineSite, type FieldReadings, type NameReading } from "./site.ts";

const role = (name: string) => `[data-ad-rendering-role="${name}"]`;
const comment = '[role="article"][aria-label]';
const heading = `${role("profile_name")} :is(h2,h3,h4)`;
const reshared = `${role("profile_name")}:has(h5)`;

/** The link on the time carries this mark; on a reshared post inside, it ends in `P-y-R`. */
const timeLink = 'a[href*="__tn__=%2CO%2CP"]:not([href*="P-y-R"])';
const story = `${role("story_message")} ${'[data-ad-comet-preview="message"]'}`;

const identity: readonly NameReading[] = [
  { at: timeLink, read: "attr:href", all: true },
  { at: "[data-permalink-nav] a", foreign: true, read: "attr:href" },
  {
    in: "address",
    sole: '[role="dialog"],body:not(:has([role="dialog"])) [role="main"],body:not(:has([role="dialog"],[role="main"]))',
    read: "attr:href",
  },
  { at: 'a[href*="comment_id="]', foreign: true, read: "attr:href", as: "facebook-comment-post", all: true },
  { at: 'a[href*="/reel/"]', read: "attr:href" },
  { at: 'a[href*="/videos/"]', read: "attr:href" },
  { at: 'a[href*="/photo"][href*="fbid="]', read: "attr:href" },
];

export const facebook = defineSite({
  id: "facebook",
  version: 1,
  matches: ["*://www.facebook.com/*", "*://web.facebook.com/*", "*://facebook.com/*"],
  dark: ["html.__fb-dark-mode"],
  posts: [
    {
      kind: "post",
      kinds: ["video", "photo"],
      find: ["[aria-posinset]", '[role="article"]:not([aria-label])', '[role="feed"] > div'],
      skip: [comment],
      has: `${role("profile_name")},${role("story_message")}`,
      climb: {
        from: `${role("profile_name")}:not(:has(h5))`,
        stop: '[role="main"],[role="feed"],[role="dialog"],main',
      },
      foreign: [
        comment,
        "[data-0]",
        {
          at: reshared,
          before: `${role("profile_name")}:not(:has(h5)),${role("story_message")}`,
          without: `${role("like_button")},${role("comment_button")}`,
        },
      ],
      identity,
      late: true,
      aliases: [
        {
          at: 'a[href*="comment_id="]',
          foreign: true,
          read: "attr:href",
          as: "facebook-comment-post",
          all: true,
        },
      ],
      slots: [
        { at: role("share_button"), beside: role("like_button"), place: "after", look: "word" },
        { at: role("comment_button"), beside: role("like_button"), place: "after", look: "word" },
        { at: heading, place: "append", look: "word" },
      ],
      picture: [
        ...["profile_name", "story_message", "like_button", "comment_button"].map(role),
        'img[data-imgperflogname="feedImage"]',
        "video",
      ].join(),
    },
  ],
});

/** How each field is read, one entry per post recipe; a function, so that the script on every page leaves it out. */
export const facebookFields = (): readonly FieldReadings[] => [
  {
    text: [
      { at: story, read: "text" },
      { at: role("story_message"), read: "text" },
    ],
    truncated: [{ at: `${role("story_message")} div[role="button"]`, read: "present" }],
    authorName: [
      { at: `${heading} a`, read: "text" },
      { at: heading, read: "text" },
    ],
    authorHandle: [{ at: `${heading} a`, read: "attr:href", as: "account-handle" }],
    authorLink: [{ at: `${heading} a`, read: "attr:href", as: "account-address" }],
    authorId: [{ at: `${heading} a`, read: "attr:href", as: "account-id" }],
    publishedRaw: [
      { at: timeLink, read: "attr:aria-label" },
      {
        at: `${timeLink}[aria-labelledby],${timeLink} [aria-labelledby]`,
        read: "attr:aria-labelledby",
        as: "by-id",
      },
      { at: timeLink, read: "text" },
    ],
    publishedAt: [
      {
        in: "page",
        at: 'script[type="application/json"]',
        read: "present",
        as: "facebook-creation-time",
        all: true,
      },
    ],
    media: [
      { at: 'img[data-imgperflogname="feedImage"]', read: "attr:src", as: "address", all: true },
      { at: "video[poster]", read: "attr:poster", as: "address", all: true },
    ],
    links: [{ at: 'a[href*="/l.php?"]', read: "attr:href", as: "link", all: true }],
    counts: [
      { at: role("like_button"), closest: '[role="button"]', read: "text", as: "count-reactions" },
      { at: role("comment_button"), closest: '[role="button"]', read: "text", as: "count-comments" },
      { at: role("share_button"), closest: '[role="button"]', read: "text", as: "count-shares" },
    ],
    audience: [
      { at: 'svg path[d^="M109.5 408.5c0 3.23"]', read: "present", as: "audience-public" },
      { at: 'svg path[d^="M459.75 551"]', read: "present", as: "audience-not-public" },
      { at: "svg title", read: "text", as: "facebook-audience" },
    ],
  },
];
