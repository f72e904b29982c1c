/** Facebook: posts in a feed and on a permalink page, logged in and out; comments are not posts. */

import { defineSite, type NameReading } from "./site.ts";

export const role = (name: string) => `[data-ad-rendering-role="${name}"]`;
const comment = '[role="article"][aria-label]';
export const heading = `${role("profile_name")} :is(h2,h3,h4)`;
const reshared = `${role("profile_name")}:has(h5)`;

/** The link on the time carries this mark; on a reshared post inside, it ends in `P-y-R`. */
export const timeLink = 'a[href*="__tn__=%2CO%2CP"]:not([href*="P-y-R"])';

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
  matches: ["*://www.facebook.com/*", "*://web.facebook.com/*", "*://facebook.com/*"],
  private: ["/messages*", "/settings*"],
  dark: ["html.__fb-dark-mode"],
  surfaces: [{ page: ["/"], expects: "post" }],
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
        { at: role("share_button"), sure: true, beside: role("like_button"), place: "after", look: "word" },
        { at: role("comment_button"), sure: true, beside: role("like_button"), place: "after", look: "word" },
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
