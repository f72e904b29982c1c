/** X: posts in lists, on their own page and as replies; profile headers. */

import { defineSite, type NameReading } from "../site.ts";

/** Links to the post's own address, most reliable first. */
export const postLinks: readonly NameReading[] = [
  { at: "time", closest: 'a[href*="/status/"]', read: "attr:href", as: "x-post" },
  // A promoted post has no time link; its analytics and picture links still identify it.
  { at: 'a[href$="/analytics"]', read: "attr:href", as: "x-post" },
  { at: 'a[href*="/status/"][href*="/photo/"]', read: "attr:href", as: "x-picture-post" },
];

export const x = defineSite({
  id: "x",
  matches: ["*://x.com/*", "*://*.x.com/*", "*://twitter.com/*", "*://*.twitter.com/*"],
  private: ["/messages*", "/i/chat*", "/settings*", "/compose*", "/i/bookmarks*", "/i/drafts*"],
  dark: ['html[style*="color-scheme: dark"]'],
  signs: 'a[href*="/status/"] time',
  innerSigns: 'main:not(:has([data-testid="UserName"])) a[href$="/following"]',
  surfaces: [
    { page: ["/home", "/*/status/*"], expects: "post" },
    { page: ["/*/with_replies"], expects: "account" },
  ],
  posts: [
    {
      kind: "post",
      find: ['article[data-testid="tweet"]'],
      foreign: [
        // A quoted post with its own name and text; also the badges in a name.
        '[role="link"][tabindex="0"]',
        // Posts embedded in a long article, and notes added by readers.
        "article article",
        '[data-testid="birdwatch-pivot"]',
      ],
      identity: postLinks,
      slots: [
        // Includes the tag name: a query by attribute alone takes several times as long.
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
      // From the banner down to the follower counts; without a banner, from the avatar.
      has: 'div[data-testid="UserName"]',
      find: ['div:has(> a[href$="/header_photo"])', 'div:has(> div[data-testid="UserName"])'],
      // The signed-in user's own profile.
      skip: ['div:has([href="/settings/profile"])'],
      identity: [
        { at: 'a[href$="/following"]', read: "attr:href", as: "x-account" },
        { at: 'a[href$="/photo"]', read: "attr:href", as: "x-account" },
      ],
      slots: [{ at: '[data-testid="UserName"]', place: "append", look: "icon" }],
    },
  ],
});
