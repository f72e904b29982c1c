/** Facebook without its rendering roles: posts by their place in a list, their heading and their text. */

import type { Page } from "../engine/page.ts";
import { closest, containsMatch, following, matches, selectAll } from "../engine/select.ts";
import type { PostRecipe } from "../site.ts";
import type { AddressPlace, SiteStructure } from "../structure/find-by-structure.ts";
import { facebook, photo } from "./facebook.ts";
import { facebookNames } from "./readers.ts";

const recipe = (index: number) => facebook.posts[index] as PostRecipe;
const cover = { place: "cover", look: "round" } as const;
/** The author's name. In a reshared post it is a smaller heading. */
const heading = "h2 a[href],h3 a[href],h4 a[href]";
const text = '[data-ad-comet-preview="message"],[data-ad-preview="message"]';
const comment = '[role="article"][aria-label]';

const post = recipe(0);

/** Lists of posts, which the viewer of one photo or video covers. */
const feed = '[aria-posinset],[role="feed"]';

/** The viewer of a page without landmarks: the largest element with the page's only photo or video. */
const viewer = (index: number, shown: string): PostRecipe => ({
  ...recipe(index),
  like: index,
  find: [],
  skip: [`body:has([role="main"],[role="dialog"],${feed}) *`],
  climb: { from: shown, stop: "body" },
  identity: [{ in: "address", sole: "body", read: "attr:href" }],
  slots: [...recipe(index).slots, cover],
});

function withoutNeeds(index: number, change: Pick<PostRecipe, "find" | "climb">): PostRecipe {
  const { has: _, ...rest } = recipe(index);
  return { ...rest, ...change, like: index };
}

const alternatives: readonly PostRecipe[] = [
  {
    ...post,
    like: 0,
    // The text beside a photo or video belongs to it.
    page: ["!/photo*", "!/*/photos/*", "!/reel/*", "!/*/videos/*"],
    find: [
      "[aria-posinset]",
      '[role="article"]:not([aria-label])',
      '[role="feed"] > *',
      "[data-virtualized]",
      "[aria-describedby][aria-labelledby]",
    ],
    has: `${heading},${text},h2 strong,h3 strong`,
    // Without its role, a text is known by its direction. It can contain any link.
    identity: post.identity.map((reading) =>
      reading.foreign || !reading.at
        ? reading
        : { ...reading, outside: `${reading.outside},[dir="auto"],${text}` },
    ),
    climb: { from: "h2:has(a[href]),h3:has(a[href]),h4:has(a[href])", stop: '[role="main"],[role="dialog"]' },
    skip: [comment, '[role="complementary"]', '[role="navigation"]', '[role="banner"]'],
    slots: [...post.slots, cover],
  },
  { ...recipe(1), like: 1, has: 'img[src*="fbcdn"]', slots: [...recipe(1).slots, cover] },
  viewer(1, photo),
  viewer(2, "video"),
  // The mobile site: by the element that the site counts views of, or by its text.
  withoutNeeds(6, { find: ["[data-tracking-duration-id]"] }),
  withoutNeeds(6, { find: [], climb: { from: '[data-mcomponent="TextArea"]', stop: "body" } }),
  withoutNeeds(6, { find: [], climb: { from: ".native-text", stop: "body" } }),
];

const commentLink = 'a[href*="comment_id="]';

/** The name or the time of a comment. Its text can contain any link. */
function isComment(link: Element): boolean {
  return (
    closest(link, "[dir='auto']") === null &&
    (link.textContent ?? "").length <= 80 &&
    // The card of a shared link.
    link.querySelector("img") === null
  );
}

/** Steps from the time of a comment to its author. */
const commentSteps = 6;

/** The time of a comment may not name the post by number; then the author's link near it names the same comment. */
function nameOfComment(link: Element, page: Page): string | undefined {
  const nameIn = (element: Element) =>
    facebookNames["facebook-comment"](element.getAttribute("href") ?? "", { page });
  const own = nameIn(link);
  if (own) return own;
  const query = URL.parse(link.getAttribute("href") ?? "", page.address)?.searchParams;
  const id = query?.get("reply_comment_id") ?? query?.get("comment_id");
  let up = link.parentElement;
  for (let step = 0; id && up && step < commentSteps; step++, up = up.parentElement) {
    const same = selectAll(up, commentLink)
      .filter(isComment)
      .map(nameIn)
      .find((name) => name?.endsWith(`_${id}`));
    if (same) return same;
  }
  return undefined;
}

/** The commenter comes first, and no post is inside. */
function hasCommenter(_link: Element, comment: Element): boolean {
  const [first] = selectAll(comment, "a[href]");
  // The name leads to the commenter and the time to the post. The card of a shared link leads to one place.
  const paths = selectAll(comment, commentLink).map((link) => link.getAttribute("href")?.split("?")[0]);
  return (
    first !== undefined &&
    matches(first, commentLink) &&
    new Set(paths).size > 1 &&
    !containsMatch(comment, heading)
  );
}

/** The heading of a profile whose own tabs the page shows. */
function isProfileTitle(title: Element, page: Page): boolean {
  const account = accountIn(page.address, page);
  const { document } = page;
  return (
    account !== undefined &&
    selectAll(document, "h1").filter(isOnPage).length === 1 &&
    isOnPage(title) &&
    selectAll(document, 'a[href$="/about"],a[href*="sk=about"]').some(
      (tab) =>
        closest(tab, '[dir="auto"],[aria-posinset]') === null &&
        accountIn(tab.getAttribute("href") ?? "", page) === account,
    )
  );
}

/** Not in a flyout of the site or in a post. */
function isOnPage(title: Element): boolean {
  const others =
    '[role="banner"],[role="navigation"],[role="dialog"],[role="article"],[dir="auto"],[aria-posinset]';
  return closest(title, others) === null;
}

function accountIn(address: string, page: Page): string | undefined {
  const url = URL.parse(address, page.address);
  return /(?:^|\.)facebook\.com$/.test(url?.hostname ?? "") && url
    ? facebookNames["facebook-account"](url.href.replace(/\/$/, ""))
    : undefined;
}

const readable = /[\p{L}\p{N}]/u;
/** Text on the mobile site: the interface's and what people write. */
const mobileText = ".native-text";

/** An item of a list there. */
const mobileItem = "[data-tracking-duration-id]";

/** True for a link that is all of its text. What people write contains links too. */
function isLine(link: Element): boolean {
  const text = link.textContent ?? "";
  const line = closest(link, mobileText) ?? (containsMatch(link, mobileText) ? link : link.parentElement);
  return readable.test(text) && line?.textContent?.trim() === text.trim();
}

/** A post's time on the mobile site. A text of one link looks like an address. */
function isMobileTime(link: Element, page: Page): boolean {
  const text = link.textContent ?? "";
  return (
    URL.parse(page.address)?.hostname === "m.facebook.com" &&
    !matches(link, commentLink) &&
    text.length <= 40 &&
    !/\/|\w\.[a-z]{2}/i.test(text) &&
    link.querySelector("img,video") === null &&
    isLine(link)
  );
}

/** Returns the account, or the member of a group, that a link leads to. */
function authorIn(link: Element, page: Page): string | undefined {
  const href = link.getAttribute("href") ?? "";
  const member = /\/groups\/[\w.]+\/user\/(\d+)/.exec(href)?.[1];
  if (member) return member;
  return /^[^?]*(?<!\/profile)\.php(?:\?|$)/.test(href) ? undefined : accountIn(href, page);
}

const isGroupLink = (link: Element) => /\/groups\/[\w.]+\/?(?:\?|$)/.test(link.getAttribute("href") ?? "");

/**
 * The element begins with its author, and the time follows at once. A post whose own time is no link has its words
 * between its author and any other link.
 */
function beginsWithAuthor(time: Element, post: Element, page: Page): boolean {
  const isBefore = (node: Node) => (node.compareDocumentPosition(time) & following) !== 0;
  const links = selectAll(post, "a[href]").filter((link) => isBefore(link) && !link.contains(time));
  const authors = links.filter((link) => !isGroupLink(link)).map((link) => authorIn(link, page));
  if (authors[0] === undefined || authors.some((author) => author !== authors[0])) return false;
  if (!links.some((link) => readable.test(link.textContent ?? "")) || holdsNextPost(post, page)) return false;
  const walk = post.ownerDocument.createTreeWalker(post, 4);
  for (let text = walk.nextNode(); text && isBefore(text); text = walk.nextNode())
    if (readable.test(text.nodeValue ?? "") && !links.some((link) => link.contains(text))) return false;
  return true;
}

/** The next post may have no address that would end the climb: by the items of the list, else by its author. */
function holdsNextPost(post: Element, page: Page): boolean {
  const items = selectAll(post, mobileItem).length;
  if (items > 0 || closest(post, mobileItem)) return items > 1;
  const authors = selectAll(post, "a[href]")
    .filter(isLine)
    .map((link) => authorIn(link, page));
  return new Set(authors.filter(Boolean)).size > 1;
}

const places: readonly AddressPlace[] = [
  {
    kind: "post",
    like: 6,
    page: ["*"],
    links: 'a[href*="story_fbid="],a[href*="/posts/"],a[href*="/permalink/"]',
    isPlace: isMobileTime,
    hasAuthor: beginsWithAuthor,
  },
  {
    kind: "account",
    like: 5,
    links: "h1",
    isItself: true,
    isPlace: isProfileTitle,
    nameOf: (_, page) => accountIn(page.address, page),
  },
  {
    kind: "comment",
    like: 3,
    links: commentLink,
    isPlace: isComment,
    nameOf: nameOfComment,
    hasAuthor: hasCommenter,
    holdsOthers: true,
  },
];

export const facebookStructure: SiteStructure = { alternatives, places };
