/** How each field of a post on X is read: carried by the capture script only. */

import { neverRead, type SiteFields } from "./site.ts";
import { postLinks } from "./x.ts";

const author = '[data-testid="User-Name"]';

/** A function, so that the script on every page leaves it out. */
export const xFields = (): SiteFields => ({
  fields: [
    {
      permalink: postLinks.map((reading) => ({ ...reading, as: "permalink" })),
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
    },
  ],
  audience: {
    post: [
      { at: `${author} [data-testid="icon-lock"]`, read: "present", as: "audience-not-public" },
      { at: `${author}:not(:has([data-testid="icon-lock"]))`, read: "present", as: "audience-public" },
    ],
  },
  unavailable: [],
  guard: {
    own: `${neverRead},[data-testid="DMDrawer"],[data-testid="sidebarColumn"],[data-testid^="tweetTextarea"]`,
    page: '[data-testid="primaryColumn"]',
  },
});
