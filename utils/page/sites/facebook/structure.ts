/** Facebook without its rendering roles: posts by their place in a list, their heading and their text. */

import type { Page } from "../engine/page.ts";
import { closest, containsMatch, matches, selectAll } from "../engine/select.ts";
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
  const nameIn = (one: Element) =>
    facebookNames["facebook-comment"](one.getAttribute("href") ?? "", { page });
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
  return url?.hostname.endsWith("facebook.com")
    ? facebookNames["facebook-account"](url.href.replace(/\/$/, ""))
    : undefined;
}

const places: readonly AddressPlace[] = [
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
