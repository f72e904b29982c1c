/** t.me without its classes: where a message has its address. The web clients have no alternative: they fail closed. */

import type { Page } from "../engine/page.ts";
import { closest, selectAll } from "../engine/select.ts";
import type { PostRecipe } from "../site.ts";
import type { AddressPlace, SiteStructure } from "../structure/find-by-structure.ts";
import { telegram } from "./telegram.ts";

const message = telegram.posts[0] as PostRecipe;

const alternatives: readonly PostRecipe[] = [
  {
    ...message,
    like: 0,
    find: ["[data-post]"],
    slots: [...message.slots, { place: "cover", look: "round" }],
  },
];

const address = /^(?:https:\/\/t\.me)?\/(?:s\/)?([a-z]\w{3,31})\/[1-9]\d{0,9}$/i;
const ownName = /^https:\/\/t\.me\/(?:s\/)?([a-z]\w{3,31})(?:\/|$|\?)/i;

/** A text can hold a link with any words, but no element with a date. */
function isTime(link: Element, page: Page): boolean {
  const name = address.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase();
  const own = ownName.exec(page.address)?.[1]?.toLowerCase();
  return (
    name !== undefined &&
    (own === undefined || own === "s" || name === own) &&
    link.querySelector("time,[datetime]") !== null
  );
}

/** The channel or group is named above its message, unless the whole page is its preview. */
function hasAuthor(link: Element, post: Element, page: Page): boolean {
  const owner = address.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase();
  const own = /^https:\/\/t\.me\/s\/([a-z]\w{3,31})(?:[/?#]|$)/i.exec(page.address)?.[1]?.toLowerCase();
  const isHead = (other: Element) => isOwnName(other, page);
  if (own === owner && post.querySelector("h1") === null && !selectAll(post, "a[href]").some(isHead))
    return true;
  return selectAll(post, "a[href]").some((other) => {
    const name = /^(?:https:\/\/t\.me)?\/([a-z]\w{3,31})$/i.exec(other.getAttribute("href") ?? "")?.[1];
    return name?.toLowerCase() === owner;
  });
}

/** The name of the channel whose preview this is. Only public channels and groups have one. */
function isOwnName(link: Element, page: Page): boolean {
  const own = /^https:\/\/t\.me\/s\/([a-z]\w{3,31})(?:[/?#]|$)/i.exec(page.address)?.[1]?.toLowerCase();
  return (
    own !== undefined &&
    link.textContent?.trim().toLowerCase() === `@${own}` &&
    closest(link, "[dir]:not(html)") === null
  );
}

/** The number of subscribers is beside the name, and no message is. */
function isHeader(_link: Element, part: Element): boolean {
  return /\d/.test(part.textContent ?? "") && part.querySelector("time,[datetime]") === null;
}

const places: readonly AddressPlace[] = [
  { kind: "message", like: 0, links: "a[href]", isPlace: isTime, hasAuthor },
  {
    kind: "channel",
    like: 3,
    links: "a[href]",
    isPlace: isOwnName,
    nameOf: (link) => `telegram:channel:${link.textContent?.trim().slice(1).toLowerCase()}`,
    hasAuthor: isHeader,
  },
];

export const telegramStructure: SiteStructure = { alternatives, places };
