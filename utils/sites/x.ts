/** X: posts in a timeline, on a status page and in its replies; quotes are part of what they stand in. */

import { defineSite, type FieldReadings, type NameReading } from "./site.ts";

const time: NameReading = { at: "time", closest: 'a[href*="/status/"]', read: "attr:href", as: "x-post" };
/** A promoted post shows no time; its own counts and pictures still name it. */
const analytics: NameReading = { at: 'a[href$="/analytics"]', read: "attr:href", as: "x-post" };
const photo: NameReading = { at: 'a[href*="/status/"][href*="/photo/"]', read: "attr:href", as: "x-post" };

const author = '[data-testid="User-Name"]';

export const x = defineSite({
  id: "x",
  version: 1,
  matches: ["*://x.com/*", "*://*.x.com/*", "*://twitter.com/*", "*://*.twitter.com/*"],
  dark: [
    'html[style*="color-scheme: dark"]',
    'body[style*="background-color: rgb(0, 0, 0)"]',
    'body[style*="background-color: rgb(5, 5, 5)"]',
  ],
  posts: [
    {
      kind: "post",
      find: ['article[data-testid="tweet"]'],
      // A quote, with its own name and text; and the badges in a name.
      foreign: ['[role="link"][tabindex="0"]'],
      identity: [time, analytics, photo],
      slots: [
        // With its tag: looking for an attribute alone takes several times as long.
        {
          at: 'button[data-testid="reply"]',
          sure: true,
          closest: '[role="group"]',
          place: "append",
          look: "icon",
        },
        { at: '[role="group"][aria-label]', place: "append", look: "icon" },
      ],
    },
  ],
});

/** How each field is read, one entry per post recipe; a function, so that the script on every page leaves it out. */
export const xFields = (): readonly FieldReadings[] => [
  {
    permalink: [time, analytics, photo].map((reading) => ({ ...reading, as: "permalink" })),
    text: [{ at: '[data-testid="tweetText"]', read: "text" }],
    truncated: [{ at: '[data-testid="tweet-text-show-more-link"]', read: "present" }],
    authorName: [{ at: `${author} a[href^="/"]:not([tabindex="-1"])`, read: "text" }],
    authorHandle: [
      { at: `${author} a[tabindex="-1"]`, read: "text", as: "handle" },
      { at: `${author} span`, read: "text", as: "handle", all: true },
      { at: `${author} a[href^="/"]`, read: "attr:href", as: "account-handle" },
    ],
    authorLink: [{ at: `${author} a[href^="/"]`, read: "attr:href", as: "account-address", all: true }],
    publishedRaw: [{ at: "a time", read: "text" }],
    publishedAt: [{ at: "a time[datetime]", read: "attr:datetime", as: "instant" }],
    media: [
      { at: '[data-testid="tweetPhoto"] img', read: "attr:src", as: "address", all: true },
      { at: "video[poster]", read: "attr:poster", as: "address", all: true },
      { at: '[data-testid="card.wrapper"] img', read: "attr:src", as: "address", all: true },
    ],
    links: [{ at: 'a[href^="https://t.co/"]', read: "attr:href", as: "link", all: true }],
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
      // On the status page itself the views stand beside the time.
      {
        at: '[data-testid="app-text-transition-container"]:not([role="group"] *)',
        read: "text",
        as: "count-views",
      },
    ],
    language: [{ at: '[data-testid="tweetText"][lang]', read: "attr:lang", as: "language" }],
    audience: [
      { at: `${author} [data-testid="icon-lock"]`, read: "present", as: "audience-not-public" },
      { at: `${author}:not(:has([data-testid="icon-lock"]))`, read: "present", as: "audience-public" },
    ],
  },
];
