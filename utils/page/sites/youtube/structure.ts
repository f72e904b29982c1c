/** YouTube without its tags: alternatives for the page of one video, and where cards and comments have their address. */

import type { Page } from "../engine/page.ts";
import { closest, containsMatch, following, selectAll } from "../engine/select.ts";
import type { NameReading, PostRecipe } from "../site.ts";
import type { AddressPlace, SiteStructure } from "../structure/find-by-structure.ts";
import { youtubeNames } from "./readers.ts";
import { headers, youtube } from "./youtube.ts";

const recipe = (index: number) => youtube.posts[index] as PostRecipe;
const cover = { place: "cover", look: "round" } as const;

/** Any element that shows the video's id, while it agrees with the page's address. */
const agreed: readonly NameReading[] = [
  { at: "[video-id]", read: "attr:video-id", as: "youtube-current-video" },
  { in: "page", at: "[video-id]", all: true, read: "attr:video-id", as: "youtube-current-video" },
  // Only if no element of the page names a video.
  { in: "address", sole: "body:not(:has([video-id]))", read: "attr:href", as: "youtube-addressed-video" },
];

const alternatives: readonly PostRecipe[] = [
  {
    ...recipe(0),
    like: 0,
    find: ["#primary:has(h1)", "#primary-inner:has(h1)", "#columns > :first-child:has(h1)"],
    skip: ["[hidden]"],
    identity: agreed,
    slots: [...recipe(0).slots, cover],
  },
  {
    ...recipe(0),
    like: 0,
    find: [":has(> ytd-watch-metadata)"],
    skip: ["[hidden]"],
    identity: agreed,
    slots: [...recipe(0).slots, cover],
  },
  {
    ...recipe(1),
    like: 1,
    find: [
      "ytm-app :has(> ytm-slim-video-metadata-section-renderer)",
      ":has(> ytm-slim-video-action-bar-renderer)",
      ":has(> ytm-slim-owner-renderer)",
    ],
    slots: [...recipe(1).slots, cover],
  },
  {
    ...recipe(2),
    like: 2,
    find: ["#shorts-container [is-active]", ":has(> #shorts-player)"],
    slots: recipe(2).slots,
  },
  { ...recipe(2), like: 2, find: [".reel-video-in-sequence-new"], slots: recipe(2).slots },
  { ...recipe(5), like: 5, find: [':has(> #metadata a[href*="lc="])'], slots: [...recipe(5).slots, cover] },
  {
    ...recipe(5),
    like: 5,
    identity: [{ at: 'a[href*="lc="]', outside: "#content-text,[role='text']", read: "attr:href" }],
    slots: [...recipe(5).slots, cover],
  },
  {
    ...recipe(9),
    like: 9,
    find: [
      ...["#page-header", "#channel-header", "#header:has(h1)", "header:has(h1)", "yt-page-header-renderer"],
      "ytd-browse :has(> h1)",
      "ytd-browse > :first-child:has(#channel-name)",
    ],
    slots: [...recipe(9).slots, cover],
  },
  {
    ...recipe(10),
    like: 10,
    find: [
      ...["#page-header", "#header:has(h1)", "header:has(h1)", "yt-page-header-renderer"],
      "ytd-browse :has(> h1)",
      "ytd-browse > :first-child:has(a[href^='/channel/UC'],a[href^='/@'])",
    ],
    slots: recipe(10).slots,
  },
  {
    ...recipe(11),
    like: 11,
    find: [
      "[id]:has(> #content > #message)",
      "[id]:has(> #content > #header-subtext)",
      "[id]:has(> #card #author-name)",
    ],
  },
];

/** Text that people write can hold any link. */
const written = "[role='text'],#content-text,#home-content-text,yt-attributed-string,truncated-text";

const isShort = (link: Element) => {
  if (closest(link, written)) return false;
  const text = link.textContent?.trim() ?? "";
  return text.length > 0 && text.length <= 60 && !/[/]/.test(text) && link.querySelector("img") === null;
};

/** A card's picture or title. In a text a link shows its address. */
function isCardLink(link: Element, page: Page): boolean {
  const href = link.getAttribute("href") ?? "";
  // A part of the video on this page.
  const own = /^\/watch.*[?&](v=[\w-]{11})/.exec(
    URL.parse(page.address)?.pathname + (URL.parse(page.address)?.search ?? ""),
  );
  if (/[?&]lc=/.test(href) || (own?.[1] && href.includes(own[1])) || closest(link, "[role='text']"))
    return false;
  if (
    link.querySelector("img,h1,h2,h3,h4") ||
    closest(link, "h2,h3,h4") ||
    (link.textContent ?? "").trim() === ""
  )
    return true;
  // The title of a card has the video's picture beside it.
  return link.hasAttribute("title");
}

function nameOfCard(link: Element, page: Page): string | undefined {
  const href = link.getAttribute("href") ?? "";
  return youtubeNames["youtube-card"](href, { element: link, page });
}

const channel = "a[href*='/@'],a[href*='/channel/UC']";

/** The author's link comes first. */
function followsAuthor(link: Element, post: Element): boolean {
  const [first] = selectAll(post, channel);
  return (
    first !== undefined &&
    !containsMatch(post, "h1") &&
    (first.compareDocumentPosition(link) & following) !== 0
  );
}

/** No card contains a page's title, a comment or a post. */
const aroundCards = `h1,a[href*='lc='],a[href*='/post/'],${headers}`;

const commentIn = (link: Element) => /[?&]lc=([\w.-]+)/.exec(link.getAttribute("href") ?? "")?.[1];

/** The author comes first, and no other comment or reply is inside. One without an address is known by its avatar. */
function isComment(link: Element, post: Element): boolean {
  const times = selectAll(post, 'a[href*="lc="]').filter(isShort);
  const avatars = selectAll(post, channel).filter((element) => containsMatch(element, "img"));
  return (
    followsAuthor(link, post) &&
    times.every((time) => commentIn(time) === commentIn(link)) &&
    new Set(avatars.map((avatar) => avatar.getAttribute("href"))).size < 2
  );
}

/** A picture of the video with its channel, or a title. */
function hasCard(link: Element, post: Element): boolean {
  if (containsMatch(post, aroundCards)) return false;
  if ((link.textContent ?? "").trim() === "" && containsMatch(post, channel)) return true;
  const hasPicture = selectAll(post, "img[src*='/vi']").length > 0;
  return (
    hasPicture ||
    selectAll(post, "h3,h4").length > 0 ||
    selectAll(post, "a[href]").filter((other) => other.getAttribute("href") === link.getAttribute("href"))
      .length > 1
  );
}

/** A row of Studio's list shows its video's picture; its menu has the same links without one. */
function hasPoster(link: Element, row: Element): boolean {
  const id = /\/video\/([\w-]{11})\//.exec(link.getAttribute("href") ?? "")?.[1];
  return id !== undefined && selectAll(row, `img[src*="/vi/${id}/"]`).length > 0;
}

const places: readonly AddressPlace[] = [
  {
    kind: "comment",
    like: 3,
    links: 'a[href*="lc="]',
    isPlace: (link) => isShort(link) && !closest(link, "#replies"),
    hasAuthor: isComment,
  },
  {
    kind: "comment",
    like: 4,
    links: 'a[href*="lc="]',
    isPlace: (link) => isShort(link) && closest(link, "#replies") !== null,
    hasAuthor: isComment,
  },
  {
    kind: "video",
    kinds: ["playlist"],
    like: 6,
    links: 'a[href*="/watch?"],a[href*="/shorts/"],a[href*="/playlist?"]',
    isPlace: isCardLink,
    nameOf: nameOfCard,
    hasAuthor: hasCard,
  },
  {
    kind: "video",
    like: 7,
    links: 'a[href*="/video/"]',
    isPlace: (link) => /\/video\/[\w-]{11}\/edit/.test(link.getAttribute("href") ?? ""),
    hasAuthor: hasPoster,
  },
  {
    kind: "post",
    like: 8,
    links: 'a[href*="/post/"]',
    isPlace: isShort,
    hasAuthor: followsAuthor,
    holdsOthers: true,
  },
];

export const youtubeStructure: SiteStructure = { alternatives, places };
