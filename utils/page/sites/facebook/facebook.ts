/** Facebook: posts in feeds and on their own pages, comments, photo and video viewers, and headers. */

import { defineSite, type NameReading, type PostRecipe } from "../site.ts";
import { commentTime, role, story, timeLink } from "./readers.ts";

const comment = '[role="article"][aria-label]';
const profileName = role("profile_name");
/** The author's name in a reshared post is a smaller heading. */
export const outerName = `${profileName}:not(:has(h5))`;
export const reshared = `${profileName}:has(h5)`;
/**
 * Links on a commenter's name and a comment's time. User-written text can contain any link, so links in it are
 * ignored.
 */
export const commenter = { at: 'a[href*="comment_id="]', outside: '[dir="auto"]' };

export const photo = 'img[data-visualcompletion="media-vc-image"]';
export const feedImage = 'img[data-imgperflogname="feedImage"]';
const cover = 'img[data-imgperflogname="profileCoverPhoto"]';

const permalinks = [
  "/*/posts/pfbid*",
  "/groups/*/posts/*",
  "/groups/*/permalink/*",
  "/permalink.php",
  "/story.php",
];

/** Places where the page's address belongs to the only post. A dialog covers the page from which it was opened. */
const alone = '[role="dialog"],body:not(:has([role="dialog"])) [role="main"]';

const identity = (
  [
    timeLink,
    { at: commentTime, foreign: true },
    { in: "address", sole: `${alone},body:not(:has([role="dialog"],[role="main"]))` },
    { ...commenter, foreign: true, as: "facebook-comment-post", all: true },
    { at: 'a[href*="/reel/"]', outside: story },
    { at: 'a[href*="/videos/"]', outside: story },
    { at: 'a[href*="/photo"][href*="fbid="]', outside: story },
  ] satisfies Partial<NameReading>[]
).map((reading): NameReading => ({ as: "facebook-post", read: "attr:href", ...reading }));

/** The page of one photo or video, with its text in a side column. */
const viewer = {
  find: ['[role="main"]', '[role="dialog"]'],
  // A list of posts; each of them is a post.
  skip: [`[role="main"]:has(${profileName}:not([role="complementary"] *))`],
  identity: [{ in: "address", sole: alone, read: "attr:href" }],
} satisfies Partial<PostRecipe>;

const action = (name: string) =>
  ({ at: role(name), sure: true, beside: role("like_button"), place: "after", look: "word" }) as const;

export const facebook = defineSite({
  id: "facebook",
  matches: ["www", "web", "m"].map((host) => `*://${host}.facebook.com/*`).concat("*://facebook.com/*"),
  private: ["messages", "notifications", "saved", "settings", "marketplace/inbox", "marketplace/you"].flatMap(
    (path) => [`/${path}`, `/${path}/*`],
  ),
  dark: ["html.__fb-dark-mode"],
  // Only a profile, a group or a page has this tab. A text in a link is in lists of the mobile site.
  signs: '[aria-posinset],body:has(a[href$="/about"],a[href*="sk=about"]) h1,a .native-text',
  innerSigns: `a[href*="comment_id="]:not(${comment} *,[dir="auto"] *)`,
  surfaces: [
    { page: ["/"], expects: "post" },
    { page: permalinks, expects: "post" },
    { page: ["/photo", "/photo/", "/photo.php", "/*/photos/*/*"], expects: "photo" },
    { page: ["/reel/*", "/*/videos/*"], expects: "video" },
  ],
  posts: [
    {
      kind: "post",
      kinds: ["video", "photo"],
      find: ["[aria-posinset]", '[role="article"]:not([aria-label])', '[role="feed"] > div'],
      skip: [comment, '[role="complementary"]'],
      has: `${profileName},${story}`,
      climb: { from: outerName, stop: '[role="main"],[role="dialog"]' },
      foreign: [
        comment,
        "[data-0]",
        {
          at: reshared,
          before: `${outerName},${story}`,
          without: role("comment_button"),
        },
        // A comment in the older markup without roles.
        {
          at: `[data-permalink-nav]:not(${comment} *)`,
          before: "[data-ad-rendering-role]",
          without: "[data-ad-rendering-role]",
        },
      ],
      identity,
      late: true,
      slots: [
        action("share_button"),
        action("comment_button"),
        { at: `${outerName} > *`, place: "append", look: "word" },
      ],
      picture: [
        ...["profile_name", "story_message", "like_button", "comment_button"].map(role),
        feedImage,
        "video",
      ].join(),
    },
    {
      ...viewer,
      kind: "photo",
      page: ["/photo*", "/*/photos/*"],
      has: photo,
      slots: [{ at: `div:has(> ${photo})`, place: "cover", look: "round" }],
      picture: photo,
    },
    {
      ...viewer,
      kind: "video",
      page: ["/reel/*", "/watch*", "/*/videos/*"],
      has: "video",
      slots: [{ at: "div:has(> video)", place: "cover", look: "round" }],
      picture: "video",
    },
    {
      kind: "comment",
      find: [comment],
      foreign: [comment],
      identity: [{ ...commenter, read: "attr:href", as: "facebook-comment", all: true }],
      slots: [
        { at: "ul:has([data-permalink-nav])", place: "append", look: "icon" },
        { place: "cover", look: "round" },
      ],
    },
    {
      kind: "group",
      page: ["/groups/*"],
      find: ["h1"],
      identity: [{ at: 'a[href*="/groups/"]', read: "attr:href", as: "facebook-group" }],
      slots: [{ place: "append", look: "word" }],
    },
    {
      kind: "account",
      find: [`[role="main"]:has(${cover}) h1`],
      identity: [{ in: "address", read: "attr:href", as: "facebook-account" }],
      slots: [{ place: "append", look: "word" }],
    },
    {
      // The mobile site: the page of a single post. In lists structure finds the posts whose time links to them.
      kind: "post",
      page: permalinks,
      find: ["[data-tracking-duration-id]"],
      has: '[data-mcomponent="TextArea"] .native-text',
      identity: [{ in: "address", sole: "body", read: "attr:href" }],
      slots: [{ place: "cover", look: "round" }],
    },
  ],
});
