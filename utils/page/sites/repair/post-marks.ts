/** Finds the selectors that mark exactly the known posts: one match around each post's own address, and none elsewhere. */

import { readAddress } from "../../../shared/subject/read-address.ts";
import { byStructure } from "../engine/find-posts.ts";
import type { Page } from "../engine/page.ts";
import { closest, selectAll } from "../engine/select.ts";
import type { KnownPost } from "./broken-page.ts";
import type { Candidates, SelectorCandidate } from "./candidates.ts";

export interface PostMark {
  candidate: SelectorCandidate;
  /** The posts that it marks alone. */
  posts: readonly KnownPost[];
  /** Matches without a known post. */
  extra: number;
}

const chrome = "nav,[role='navigation'],[role='banner'],form,[hidden],[aria-hidden='true']";
/** Deeper nesting than any real page's. */
const mostSteps = 60;
/** Maximum number of selectors that are tried on the page. */
const mostTried = 60;

/** The element of the post's own address; the post itself if its name has no link. */
export function linkOf({ found, subject }: KnownPost, page: Page): Element {
  if (found.identity?.reading !== byStructure && typeof found.identity?.reading === "object") {
    const { at } = found.identity.reading;
    if (at === undefined) return found.element;
  }
  const own = selectAll(found.element, "a[href]").find((link) => {
    const parsed = readAddress(link.getAttribute("href") ?? "", page.address);
    return parsed.ok && parsed.value.subject === subject;
  });
  return own ?? found.element;
}

/** Best first: marks most posts, matches least besides, is most stable, and is around most of the post. */
export function postMarks(posts: readonly KnownPost[], page: Page, candidates: Candidates): PostMark[] {
  const links = new Map(posts.map((post) => [linkOf(post, page), post]));
  const candidatesBySelector = new Map<string, SelectorCandidate & { depth: number }>();
  for (const [link] of [...links].slice(0, 5)) {
    let depth = 0;
    for (let up: Element | null = link; up && depth < mostSteps; up = up.parentElement, depth++) {
      if (countIn(up, links) > 1) break;
      for (const mark of candidates.ofPost(up)) candidatesBySelector.set(mark.selector, { ...mark, depth });
    }
  }
  return [...candidatesBySelector.values()]
    .sort((a, b) => b.stability - a.stability || b.depth - a.depth)
    .slice(0, mostTried)
    .flatMap((candidate) => markOf(candidate, links, page) ?? [])
    .sort(
      (a, b) =>
        b.posts.length - a.posts.length ||
        a.extra - b.extra ||
        b.candidate.stability - a.candidate.stability ||
        (candidatesBySelector.get(b.candidate.selector)?.depth ?? 0) -
          (candidatesBySelector.get(a.candidate.selector)?.depth ?? 0),
    );
}

function countIn(element: Element, links: ReadonlyMap<Element, KnownPost>): number {
  return [...links.keys()].filter((link) => element.contains(link)).length;
}

/** Undefined if matches nest, or if one holds several posts: the button would be on a list, and name its first post. */
function markOf(
  candidate: SelectorCandidate,
  links: ReadonlyMap<Element, KnownPost>,
  page: Page,
): PostMark | undefined {
  const { selector } = candidate;
  const posts: KnownPost[] = [];
  let extra = 0;
  const matched = selectAll(page.document, selector);
  for (const match of matched) {
    // If matches are nested, the outermost one is the post.
    if (closest(match, chrome) || (match.parentElement && closest(match.parentElement, selector))) continue;
    const inside = [...links].filter(([link]) => match.contains(link)).map(([, post]) => post);
    if (inside.length > 1) return undefined;
    if (inside[0]) posts.push(inside[0]);
    else extra++;
  }
  // A mark of many elements inside posts is on the posts by chance.
  const isCommon = matched.length > 2 * (posts.length + extra);
  return posts.length > 0 && !isCommon ? { candidate, posts, extra } : undefined;
}
