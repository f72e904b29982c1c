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

/**
 * A text can hold a link with any words, but no element with a date. The link to another message can hold the length of a
 * video, or its date beside its title.
 */
function isTime(link: Element, page: Page): boolean {
  const date = link.querySelector("[datetime]")?.textContent?.trim();
  const name = address.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase();
  const own = ownName.exec(page.address)?.[1]?.toLowerCase();
  return (
    name !== undefined &&
    (own === undefined || own === "s" || name === own) &&
    date !== undefined &&
    date === link.textContent?.trim()
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

/** The name whose page this is: `t.me/NAME`. */
function nameInAddress({ address: given }: Page): string | undefined {
  return /^https:\/\/t\.me\/([a-z]\w{3,31})\/?(?:[?#]|$)/i.exec(given)?.[1]?.toLowerCase();
}

/** A button of the page that leads to its name in the app. */
function isAction(link: Element, page: Page): boolean {
  const name = /^tg:\/\/resolve\?domain=(\w+)$/.exec(link.getAttribute("href") ?? "")?.[1]?.toLowerCase();
  return name !== undefined && name === nameInAddress(page) && closest(link, "[dir]:not(html)") === null;
}

/**
 * Returns the channel or group whose page shows its audience, or the bot. The page of a person repeats the name instead,
 * and a person's words about themselves can contain any number.
 */
function nameOfPage(_link: Element, page: Page): string | undefined {
  const name = nameInAddress(page);
  if (name?.endsWith("bot")) return `telegram:account:${name}`;
  // Titles and texts that people write have a direction of their own.
  const lines = selectAll(page.document, "body :not(script,style,:has(*))")
    .filter((part) => closest(part, "[dir]:not(html)") === null)
    .map((part) => (part.textContent ?? "").trim().toLowerCase());
  const isPerson = lines.some((line) => line.split(/\s/)[0] === `@${name}`);
  const isShown = lines.some((line) => /^\d[\d\s]*\s(?:subscriber|member)s?\b/.test(line));
  return isShown && !isPerson ? `telegram:channel:${name}` : undefined;
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
  {
    kind: "channel",
    kinds: ["account"],
    like: 3,
    links: 'a[href^="tg://resolve?domain="]',
    isPlace: isAction,
    nameOf: nameOfPage,
  },
];

export const telegramStructure: SiteStructure = { alternatives, places };
