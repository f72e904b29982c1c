/** X without test ids: alternatives for profile headers, and where a post has its address. */

import { closest, selectAll } from "../engine/select.ts";
import type { PostRecipe } from "../site.ts";
import type { AddressPlace, SiteStructure } from "../structure/find-by-structure.ts";
import { x } from "./x.ts";

const account = x.posts[1] as PostRecipe;

const header = 'a[href$="/following"]';

const alternatives: readonly PostRecipe[] = [
  {
    ...account,
    like: 1,
    has: header,
    find: [
      `:has(> a[href$="/header_photo"])`,
      // The names have no attribute of their own; the row of counts is below them. A header contains no post.
      `div:not(:has(time)):has(> div > ${header})`,
    ],
    skip: ['div:has([href="/settings/profile"])', '[role="navigation"]'],
    slots: [...account.slots, { place: "cover", look: "round" }],
  },
];

const status =
  /^(?:https:\/\/(?:\w+\.)?(?:x|twitter)\.com)?\/(?:i\/web|(\w{1,15}))\/status\/[1-9]\d{0,19}(\/analytics)?$/;
const profile = /^(?:https:\/\/(?:\w+\.)?(?:x|twitter)\.com)?\/(\w{1,15})$/;

/** The time or the views of a post. A text has only shortened links, and no link in a text has a date. */
function isTime(link: Element): boolean {
  const [address, , views] = status.exec(link.getAttribute("href") ?? "") ?? [];
  if (!address || closest(link, "[role='link']:not(a)")) return false;
  if (views) return true;
  if (link.querySelector("time,[datetime]")) return true;
  const text = link.textContent?.trim() ?? "";
  return /\d/.test(text) && !/[/@]/.test(text) && text.length <= 40 && !closest(link, "[lang]:not(html)");
}

/** The first account named in a post is its author. A note about a repost above it stays outside. */
function hasAuthor(link: Element, post: Element): boolean {
  const owner = status.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase();
  const names = selectAll(post, "a[href]").flatMap(
    (other) => profile.exec(other.getAttribute("href") ?? "")?.[1]?.toLowerCase() ?? [],
  );
  return owner !== undefined && names[0] === owner;
}

const places: readonly AddressPlace[] = [
  { kind: "post", like: 0, links: 'a[href*="/status/"]', isPlace: isTime, hasAuthor },
];

export const xStructure: SiteStructure = { alternatives, places };
