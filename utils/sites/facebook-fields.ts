/** How each field of a post on Facebook is read: carried by the capture script only. */

import {
  commenter,
  commentTime,
  feedImage,
  heading,
  photo,
  reshared,
  role,
  story,
  timeLink,
  unwritten,
} from "./facebook.ts";
import { facebookHeaders } from "./facebook-header-fields.ts";
import { neverRead, type FieldReadings, type Reading, type SiteFields } from "./site.ts";

const message = `${story} [data-ad-comet-preview="message"]`;
/** In a group's post shown elsewhere the group's name stands where a name stands, and the member's below it. */
const author = `${heading} a:not([href*="/groups/"])`;
const member = `a[href*="/groups/"][href*="/user/"]${unwritten}`;
const groupName = `${heading} a[href*="/groups/"]:not([href*="/user/"])`;
const nestedTime = 'a[href*="P-y-R"]';
const advertised = `a[href*="/ads/about/"]${unwritten}`;
const data = 'script[type="application/json"]';

const createdAt: Reading = {
  in: "page",
  at: data,
  read: "present",
  as: "facebook-creation-time",
  all: true,
};

/** What the page's own parts say, wherever they stand: `place` leads to them, empty for the post itself. */
function inPlace(place: string): FieldReadings {
  const from = place ? ({ in: "page" } as const) : {};
  const at = (selector: string) => ({ ...from, at: place + selector });
  const count = (name: "reactions" | "comments" | "shares", button: string): Reading => ({
    ...at(role(button)),
    closest: '[role="button"]',
    read: "text",
    as: `count-${name}`,
  });
  return {
    text: [{ ...at(message), read: "text" }],
    truncated: [{ ...at(`${story} div[role="button"]`), read: "present" }],
    authorName: [{ ...at(author), read: "text" }],
    authorHandle: [{ ...at(author), read: "attr:href", as: "account-handle" }],
    authorLink: [{ ...at(author), read: "attr:href", as: "account-address" }],
    authorId: [{ ...at(author), read: "attr:href", as: "account-id" }],
    publishedRaw: [
      { ...at(timeLink), read: "attr:aria-label" },
      { ...at(`${timeLink} [aria-labelledby]`), read: "attr:aria-labelledby", as: "by-id" },
      { ...at(timeLink), read: "text" },
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

const own = inPlace("");
const beside = inPlace('[role="complementary"] ');

/** The first drawing behind the time says whom the post is shown to. */
const audienceIcon = `span:has(${timeLink}) ~ span svg`;
const audience = (place: "" | '[role="complementary"] '): Reading => ({
  ...(place ? { in: "page" } : {}),
  at: place + audienceIcon,
  read: "present",
  as: "facebook-audience",
});

/** A function, so that the script on every page leaves it out. */
export const facebookFields = (): SiteFields => ({
  fields: [
    {
      ...own,
      text: [...(own.text ?? []), { at: story, read: "text" }],
      authorName: [
        ...(own.authorName ?? []),
        // Somebody without a name, in a group.
        { at: `${heading}:not(:has(a))`, read: "text" },
        { at: member, read: "text", all: true },
      ],
      authorId: [...(own.authorId ?? []), { at: member, read: "attr:href", as: "account-id" }],
      publishedRaw: [
        ...(own.publishedRaw ?? []),
        { at: `${timeLink}[aria-labelledby]`, read: "attr:aria-labelledby", as: "by-id" },
      ],
      media: [
        { at: feedImage, read: "attr:src", as: "address", all: true },
        { at: "video[poster]", read: "attr:poster", as: "address", all: true },
      ],
      links: [{ at: 'a[href*="/l.php?"]', read: "attr:href", as: "link", all: true }],
      promoted: [{ at: advertised, read: "present" }],
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
        {
          relation: "group",
          at: timeLink,
          address: [{ read: "attr:href", as: "facebook-group" }],
        },
      ],
    },
    {
      ...beside,
      media: [{ at: photo, read: "attr:src", as: "address" }],
    },
    beside,
    {
      permalink: [{ at: commentTime, read: "attr:href", as: "facebook-comment-address" }],
      text: [
        { at: '[dir="auto"][lang]', read: "text" },
        { at: 'span[dir="auto"]:has(div)', read: "text" },
      ],
      truncated: [{ at: '[dir="auto"] [role="button"]', read: "present" }],
      authorName: [{ at: commenter, read: "text", all: true }],
      authorHandle: [{ at: commenter, read: "attr:href", as: "account-handle" }],
      authorLink: [{ at: commenter, read: "attr:href", as: "account-address" }],
      authorId: [{ at: commenter, read: "attr:href", as: "account-id" }],
      publishedRaw: [{ at: commentTime, read: "text" }],
      media: [{ at: feedImage, read: "attr:src", as: "address", all: true }],
      links: [{ at: 'a[href*="/l.php?"]', read: "attr:href", as: "link", all: true }],
      language: [{ at: '[dir="auto"][lang]', read: "attr:lang", as: "language" }],
      context: [
        { relation: "parent", address: [{ at: commentTime, read: "attr:href", as: "facebook-replied" }] },
        {
          relation: "parent",
          address: [
            { at: commentTime, read: "attr:href", as: "facebook-commented" },
            { at: commenter, read: "attr:href", as: "facebook-comment-post" },
          ],
        },
        {
          relation: "group",
          at: commentTime,
          address: [{ read: "attr:href", as: "facebook-group" }],
        },
      ],
    },
    ...facebookHeaders,
    { text: [{ read: "text" }] },
  ],
  audience: {
    post: [audience("")],
    photo: [audience('[role="complementary"] ')],
    video: [audience('[role="complementary"] ')],
  },
  unavailable: [
    {
      // Not where a post stands: what it shares may be gone, or somebody may say the words.
      at: '[role="main"]:not(:has([data-ad-rendering-role],[role="article"],video))',
      says: ["konten ini tidak tersedia", "this content isn't available", "this content isn’t available"],
      reason: "unknown",
    },
  ],
  guard: {
    own: `${neverRead},form`,
    page: `${data},[role="main"],[role="dialog"],[role="complementary"]`,
  },
});
