/** Finds the posts of a page and their identities. */

import type { CheckedLink, LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Kind, SiteId, Subject } from "../../../shared/contract/site.ts";
import { readAddress } from "../../../shared/subject/read-address.ts";
import type { Identity, NameReading, PostRecipe, Site } from "../site.ts";
import { noMessage, webAGate, webKGate } from "../telegram/readers.ts";
import { locateInside } from "./locate.ts";
import { nameBy } from "./names.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import {
  candidates,
  closest,
  foreignTo,
  type IsForeign,
  isSole,
  orInsideMatch,
  selectAll,
  selectOwn,
} from "./select.ts";

export interface FoundPost {
  element: Element;
  recipe: PostRecipe;
  /** Absent if the page does not reveal it (yet), and for posts not known to be public. */
  identity?: Identity;
  /** The post is not known to be public, so none of its content is read. */
  question?: LinkQuestion;
}

/** An element that may be a post, with the recipe that would read it. */
export interface Candidate {
  post: Element;
  recipe: PostRecipe;
  site: Site;
  page: Page;
}

export function recipesFor(site: Site, page: Page): PostRecipe[] {
  const path = pathOf(page.address);
  if (site.private && isOn(site.private, path)) return [];
  return site.posts.filter(({ page: pages }) => !pages || isOn(pages, path));
}

/** Returns every post that can get a button, by recipe and then in page order. */
export function findPosts(place: ParentNode, site: Site, page: Page): FoundPost[] {
  return recipesFor(site, page).flatMap((recipe) =>
    candidates(place, recipe).flatMap((post) => inspectPost({ post, recipe, site, page }) ?? []),
  );
}

/** A feed that has grown for long has thousands. The first ones show as well whether the recipes miss a kind of post. */
const maxSigns = 200;

/** Returns true if an address in its place, or an item of a feed, is outside the posts that are found. */
export function showsUnknownPosts(
  site: Site,
  page: Page,
  finds: { isFound(element: Element): boolean },
): boolean {
  if (recipesFor(site, page).length === 0) return false;
  const isShown = (sign: Element) => !closest(sign, "[hidden]");
  return (
    selectAll(page.document, site.signs ?? "_")
      .slice(0, maxSigns)
      .some((sign) => isShown(sign) && !finds.isFound(sign)) ||
    selectAll(page.document, site.innerSigns ?? "_").some(isShown)
  );
}

/** `private`: no button. `unknown`: the button captures no content and asks for the public link. */
type AudienceVerdict = "public" | "private" | { unknown: LinkQuestion };

type AudienceGate = (post: Element, page: Page) => AudienceVerdict;

/**
 * Only Telegram's web clients need a gate: they show private chats beside public ones. Other sites show posts for friends
 * or members beside public ones; of these the audience is a field, which can ask for a reason.
 * Part of the code, not of recipes. Undecided means that no content is captured.
 */
export function audienceGateOf(site: SiteId, { address }: Page): AudienceGate | undefined {
  const url = site === "telegram" ? URL.parse(address) : null;
  if (url?.hostname !== "web.telegram.org") return undefined;
  if (/^\/k(?:\/|$)/.test(url.pathname)) return webKGate;
  return /^\/a(?:\/|$)/.test(url.pathname) ? webAGate : () => "private";
}

/** Inspects one candidate. Returns undefined if it gets no button because it is private or has no identity. */
export function inspectPost(
  candidate: Candidate,
  isForeign = foreignTo(candidate.post, candidate.recipe),
): FoundPost | undefined {
  const { post: element, recipe, site, page } = candidate;
  const answer = audienceGateOf(site.id, page)?.(element, page) ?? "public";
  if (answer === "private") return undefined;
  if (answer !== "public") return { element, recipe, question: answer.unknown };
  const identity = identify(candidate, isForeign);
  return identity ? { element, recipe, identity } : recipe.late && { element, recipe };
}

/** Returns the first reading's subject that is of the recipe's kinds and on this site. */
function identify(candidate: Candidate, isForeign: IsForeign): Identity | undefined {
  const { identity, structure } = candidate.recipe;
  const name = structure?.nameOf;
  if (name) {
    const named = name(candidate.post);
    return typeof named === "object" ? named : subjectFrom(named, byStructure, candidate);
  }
  for (const reading of identity) {
    const identity = isPlain(reading)
      ? subjectFrom(rawName(reading, candidate, isForeign), reading, candidate)
      : identities([reading], candidate).next().value;
    if (identity) return identity;
  }
  return undefined;
}

/** Recorded as the source of a name that was found without the recipe's readings. */
export const byStructure = "structure";

/** True for one attribute of one element in the post: the fast path for the common case. */
function isPlain(reading: NameReading): boolean {
  return !(reading.in || reading.sole || reading.all || reading.foreign);
}

function rawName(
  reading: NameReading,
  candidate: Candidate,
  isForeign: IsForeign,
): string | null | undefined {
  const { post } = candidate;
  const match = reading.at ? selectOwn(post, reading.at, orInsideMatch(isForeign, reading.outside)) : post;
  const element = match && reading.closest ? closest(match, reading.closest) : match;
  if (!element || (element !== match && !post.contains(element))) return undefined;
  return nameAt(reading, element, candidate);
}

/** Returns the name that an element, or the page's address, gives by the reading. */
function nameAt(
  { as, read }: NameReading,
  element: Element,
  { post, page }: Candidate,
  raw = element.getAttribute(read.slice(5)),
): string | null | undefined {
  // Only a script nests links, and then it is not known which of them belongs to the post.
  if (closest(element, "a a,a:has(a)")) return undefined;
  return raw && as ? nameBy(as, raw, { element, page, post }) : raw;
}

/**
 * Returns the other name of the same post. A post has one id of each form, such as a number and a code: two of the same
 * form belong to two posts, and then neither is sure.
 */
export function aliasesOf(candidate: Candidate, subject: Subject): Subject[] {
  const { identity, aliases = [] } = candidate.recipe;
  const names = [...identities([...identity, ...aliases], candidate)];
  const kind = subject.split(":")[1];
  // Names of other kinds are skipped: a photo in the post is not the post.
  const same = names.filter((name) => name.kind === kind && name.subject !== subject);
  const others = [...new Set(same.map((name) => name.subject))].filter(
    (name) => isNumbered(name) !== isNumbered(subject),
  );
  return others.length === 1 ? others : [];
}

const isNumbered = (subject: Subject) => /:\d+$/.test(subject);

function* identities(readings: readonly NameReading[], candidate: Candidate): Generator<Identity> {
  for (const reading of readings) {
    for (const raw of rawNames(reading, candidate)) {
      const identity = subjectFrom(raw, reading, candidate);
      if (identity) yield identity;
    }
  }
}

function rawNames(reading: NameReading, candidate: Candidate): (string | null | undefined)[] {
  const { post, recipe, page } = candidate;
  if (reading.in !== "address")
    return locateInside(reading, post, recipe, page).map((element) => nameAt(reading, element, candidate));
  const isOnly = (place: string | undefined) => !place || isSole(post, recipe, place);
  // A dialog without its role cannot be told from the page below it, so outside dialogs the page must hold one post.
  return isOnly(reading.sole) &&
    (closest(post, '[role="dialog"]') || (isOnly(reading.sole && "body") && showsAll(candidate)))
    ? [nameAt(reading, post, candidate, page.address)]
    : [];
}

/** Returns false for a video while the page has another one elsewhere; the same for photos. */
const showsAll = ({ post, recipe: { kind, picture }, page }: Candidate) =>
  (kind !== "photo" && kind !== "video") ||
  !picture ||
  selectAll(page.document, picture).every((shown) => post.contains(shown));

/** Parses a raw `site:kind:id` or address as an identity for this recipe. */
function subjectFrom(
  raw: string | null | undefined,
  reading: NameReading | string,
  { recipe, site, page }: Candidate,
): Identity | undefined {
  // A bare `#…` or `?…` refers to the current page, not to this post.
  if (!raw || raw[0] === "#" || raw[0] === "?") return undefined;
  if (raw.startsWith(`${site.id}:`)) {
    const kind = raw.slice(site.id.length + 1, raw.indexOf(":", site.id.length + 1)) as Kind;
    return fitsRecipe(kind, recipe) ? { kind, subject: raw, reading } : undefined;
  }
  const parsed = readAddress(raw, page.address);
  if (!parsed.ok || parsed.value.site !== site.id || !fitsRecipe(parsed.value.kind, recipe)) return undefined;
  const { kind, subject, permalink } = parsed.value;
  return { kind, subject, permalink, reading };
}

function fitsRecipe(kind: Kind, recipe: PostRecipe): boolean {
  return kind === recipe.kind || recipe.kinds?.includes(kind) === true;
}

const checkedBy = {
  pasted: "link pasted and checked",
  profile: "link shown by the page, checked",
  earlier: "link of the same chat, checked before",
} as const satisfies Record<CheckedLink["from"], string>;

/** Identity of a message or chat in Telegram's web clients whose chat name was checked outside the page. */
export function checkedIdentity({ name, from }: CheckedLink, { messageId }: LinkQuestion): Identity {
  const [kind, id] =
    messageId === noMessage ? (["channel", name] as const) : (["message", `${name}/${messageId}`] as const);
  return { kind, subject: `telegram:${kind}:${id}`, reading: checkedBy[from] };
}
