/** How each field of a post on Facebook is read: carried by the capture script only. */

import { heading, role, timeLink } from "./facebook.ts";
import { neverRead, type SiteFields } from "./site.ts";

const story = `${role("story_message")} ${'[data-ad-comet-preview="message"]'}`;

/** A function, so that the script on every page leaves it out. */
export const facebookFields = (): SiteFields => ({
  fields: [
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
    },
  ],
  audience: {
    post: [
      { at: 'svg path[d^="M109.5 408.5c0 3.23"]', read: "present", as: "audience-public" },
      { at: 'svg path[d^="M459.75 551"]', read: "present", as: "audience-not-public" },
      { at: "svg title", read: "text", as: "facebook-audience" },
    ],
  },
  unavailable: [],
  guard: {
    own: `${neverRead},form`,
    page: 'script[type="application/json"],[role="main"],[role="dialog"]',
  },
});
