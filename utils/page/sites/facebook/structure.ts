/** Facebook without its rendering roles: posts by their place in a list, their heading and their text. */

import { closest, matches, selectAll } from "../engine/select.ts";
import type { PostRecipe } from "../site.ts";
import type { AddressPlace, SiteStructure } from "../structure/find-by-structure.ts";
import { facebook } from "./facebook.ts";
import { facebookNames } from "./readers.ts";

const recipe = (index: number) => facebook.posts[index] as PostRecipe;
const cover = { place: "cover", look: "round" } as const;
/** The author's name. In a reshared post it is a smaller heading. */
const heading = "h2 a[href],h3 a[href],h4 a[href]";
const text = '[data-ad-comet-preview="message"],[data-ad-preview="message"]';
const comment = '[role="article"][aria-label]';

const post = recipe(0);

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
];

const commentLink = 'a[href*="comment_id="]';

/** The name or the time of a comment. Its text can contain any link. */
function isComment(link: Element): boolean {
  return closest(link, "[dir='auto']") === null && (link.textContent ?? "").length <= 80;
}

/** The commenter comes first. */
function hasCommenter(_link: Element, comment: Element): boolean {
  const [first] = selectAll(comment, "a[href]");
  return first !== undefined && matches(first, commentLink);
}

const places: readonly AddressPlace[] = [
  {
    kind: "comment",
    like: 3,
    links: commentLink,
    isPlace: isComment,
    nameOf: (link, page) => facebookNames["facebook-comment"](link.getAttribute("href") ?? "", { page }),
    hasAuthor: hasCommenter,
  },
];

export const facebookStructure: SiteStructure = { alternatives, places };
