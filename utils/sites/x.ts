/** X: posts in a timeline, on a status page and in its replies; quotes are part of what they stand in. */

import { defineSite, type NameReading } from "./site.ts";

/** Ways to a post's own address, the surest first. */
export const postLinks: readonly NameReading[] = [
  { at: "time", closest: 'a[href*="/status/"]', read: "attr:href", as: "x-post" },
  // A promoted post shows no time; its own counts and pictures still name it.
  { at: 'a[href$="/analytics"]', read: "attr:href", as: "x-post" },
  { at: 'a[href*="/status/"][href*="/photo/"]', read: "attr:href", as: "x-post" },
];

export const x = defineSite({
  id: "x",
  matches: ["*://x.com/*", "*://*.x.com/*", "*://twitter.com/*", "*://*.twitter.com/*"],
  private: ["/messages*", "/i/chat*", "/settings*"],
  dark: [
    'html[style*="color-scheme: dark"]',
    'body[style*="background-color: rgb(0, 0, 0)"]',
    'body[style*="background-color: rgb(5, 5, 5)"]',
  ],
  surfaces: [{ page: ["/home", "/*/status/*"], expects: "post" }],
  posts: [
    {
      kind: "post",
      find: ['article[data-testid="tweet"]'],
      // A quote, with its own name and text; and the badges in a name.
      foreign: ['[role="link"][tabindex="0"]'],
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
  ],
});
