/** X: posts wherever they are listed, on their own page and in its replies; the header of a profile. */

import { defineSite, type NameReading } from "./site.ts";

/** Ways to a post's own address, the surest first. */
export const postLinks: readonly NameReading[] = [
  { at: "time", closest: 'a[href*="/status/"]', read: "attr:href", as: "x-post" },
  // A promoted post shows no time; its own counts and pictures still name it.
  { at: 'a[href$="/analytics"]', read: "attr:href", as: "x-post" },
  { at: 'a[href*="/status/"][href*="/photo/"]', read: "attr:href", as: "x-picture-post" },
];

export const x = defineSite({
  id: "x",
  matches: ["*://x.com/*", "*://*.x.com/*", "*://twitter.com/*", "*://*.twitter.com/*"],
  private: ["/messages*", "/i/chat*", "/settings*", "/compose*", "/i/bookmarks*", "/i/drafts*"],
  dark: ['html[style*="color-scheme: dark"]'],
  surfaces: [
    { page: ["/home", "/*/status/*"], expects: "post" },
    { page: ["/*/with_replies"], expects: "account" },
  ],
  posts: [
    {
      kind: "post",
      find: ['article[data-testid="tweet"]'],
      foreign: [
        // A quote, with its own name and text; and the badges in a name.
        '[role="link"][tabindex="0"]',
        // Posts in a long article, and what readers added to a post.
        "article article",
        '[data-testid="birdwatch-pivot"]',
      ],
      identity: postLinks,
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
    {
      kind: "account",
      page: ["!/home", "!/search*", "!/explore*", "!/notifications*", "!/i/*", "!/*/status/*"],
      // From its banner down to its followers; without a banner, from its picture.
      has: 'div[data-testid="UserName"]',
      find: ['div:has(> a[href$="/header_photo"])', 'div:has(> div[data-testid="UserName"])'],
      // The signed-in person's own.
      skip: ['div:has([href="/settings/profile"])'],
      identity: [
        { at: 'a[href$="/following"]', read: "attr:href", as: "x-account" },
        { at: 'a[href$="/photo"]', read: "attr:href", as: "x-account" },
      ],
      slots: [{ at: '[data-testid="UserName"]', place: "append", look: "icon" }],
    },
  ],
});
