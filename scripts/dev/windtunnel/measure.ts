/** The wind tunnel: how many of a page's posts and fields are still read after each change, and none under a wrong name. */

import { countPage, isMissing } from "../../../utils/page/sites/engine/count-posts.ts";
import {
  aliasesOf,
  type FoundPost,
  findPosts,
  inspectPost,
  showsUnknownPosts,
} from "../../../utils/page/sites/engine/find-posts.ts";
import type { Page } from "../../../utils/page/sites/engine/page.ts";
import { readPost } from "../../../utils/page/sites/engine/read-post.ts";
import { foreignTo, selectAll } from "../../../utils/page/sites/engine/select.ts";
import { findSpot } from "../../../utils/page/sites/engine/slot.ts";
import type { Site, SiteFields } from "../../../utils/page/sites/site.ts";
import { withStructure } from "../../../utils/page/sites/structure/structure.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import { both, otherChanges, type PageChange, type Removal, removalsFor, takesOnlyName } from "./changes.ts";

export interface TunnelPage {
  name: string;
  site: Site;
  fields: SiteFields;
  page: Page;
}

/** A post before any change. */
interface KnownPost {
  found: FoundPost;
  subject: string;
  /** Links and pictures in the post, which no change replaces by other elements. */
  leaves: readonly Element[];
  names: ReadonlySet<string>;
  /** There is a place for the button. Without one the post is not shown as found. */
  hasPlace: boolean;
  fields: Readonly<Record<string, string>>;
}

export interface ChangeResult {
  change: string;
  /** `closing`: a removal that takes the only name of the posts. */
  kind: "single" | "pair" | "other" | "closing";
  posts: number;
  kept: number;
  fields: number;
  fieldsKept: number;
  /** Subjects that were found where another post is. */
  wrong: readonly string[];
  /** Names of the fields that the change lost on posts that were kept. */
  lostFields: readonly string[];
}

export interface PageResult {
  name: string;
  posts: number;
  changes: readonly ChangeResult[];
}

export interface TunnelOptions {
  /** Maximum number of pairs per page. */
  maxPairs: number;
  /** Finds the posts of a page. */
  find?: (site: Site, page: Page) => FoundPost[];
}

/** Measures one page. A page without posts yields no changes. */
export function measurePage(tested: TunnelPage, { maxPairs, find = findAll }: TunnelOptions): PageResult {
  const { site, fields, page, name } = tested;
  const known = findByRecipes(site, page).map((post) => withOtherNames(knownPost(post, tested), tested));
  if (known.length === 0) return { name, posts: 0, changes: [] };
  const removals = removalsFor(site, fields).filter(({ affects }) => affects(page.document));
  const run = (kind: ChangeResult["kind"]) => (change: PageChange) => {
    const undo = change.apply(page.document);
    forgetQueries(page.document);
    try {
      return { change: change.name, kind, ...compare(known, tested, find) };
    } finally {
      undo();
      forgetQueries(page.document);
    }
  };
  const [closing, singles] = [true, false].map((isClosing) =>
    removals.filter((removal) => takesOnlyName(removal, page.address) === isClosing),
  ) as [Removal[], Removal[]];
  const changes = [
    ...closing.map(run("closing")),
    ...singles.map(run("single")),
    ...otherChanges.map(run("other")),
    ...pairsOf(singles, maxPairs).map(run("pair")),
  ];
  return { name, posts: known.length, changes };
}

/**
 * happy-dom remembers results of `:has()` when only an attribute inside changes; a new child makes it forget them. Of
 * `matches()` the element itself has to change; only titles are matched by what is around them.
 */
export function forgetQueries(document: Document): void {
  const child = document.createElement("i");
  document.body.append(child);
  child.remove();
  for (const title of selectAll(document, "h1")) {
    title.toggleAttribute("data-forget", true);
    title.removeAttribute("data-forget");
  }
}

/** Evenly spread over all pairs, so that a limit leaves out no markup. */
function pairsOf(singles: readonly PageChange[], most: number): PageChange[] {
  const all = singles.flatMap((single, index) =>
    singles.slice(index + 1).map((other) => [single, other] as const),
  );
  const step = Math.max(1, all.length / most);
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).flatMap((pair) =>
    pair ? [both(...pair)] : [],
  );
}

function knownPost(found: FoundPost, { site, fields: siteFields, page }: TunnelPage): KnownPost {
  const { element: post, recipe, identity, question } = found;
  const subject = identity?.subject ?? "";
  const read = question ? {} : readPost({ site, siteFields, post, recipe, page }, identity).fields;
  const names = subject ? [subject, ...aliasesOf({ post, recipe, site, page }, subject)] : [];
  const fields = Object.entries(read).map(([name, field]) => [name, JSON.stringify(field?.value)] as const);
  const leaves = selectAll(post, "a[href],img");
  const hasPlace = findSpot(post, recipe, foreignTo(post, recipe)) !== undefined;
  return { found, leaves, subject, names: new Set(names), hasPlace, fields: Object.fromEntries(fields) };
}

/** A post with one photo has the photo's name when its own is lost. */
function withOtherNames(post: KnownPost, { site, page }: TunnelPage): KnownPost {
  const { element, recipe } = post.found;
  const others = (post.subject ? recipe.identity : []).flatMap(
    (reading) =>
      inspectPost({ post: element, recipe: { ...recipe, identity: [reading] }, site, page })?.identity
        ?.subject ?? [],
  );
  return { ...post, names: new Set([...post.names, ...others]) };
}

function compare(
  known: readonly KnownPost[],
  tested: TunnelPage,
  find: NonNullable<TunnelOptions["find"]>,
): Omit<ChangeResult, "change" | "kind"> {
  const now = find(tested.site, tested.page).map((foundPost) => knownPost(foundPost, tested));
  const result = { posts: known.length, kept: 0, fields: 0, fieldsKept: 0 };
  const lostFields: string[] = [];
  for (const post of known) {
    const again = now.find((other) => (other.hasPlace || !post.hasPlace) && isSame(post, other));
    if (!again) continue;
    result.kept++;
    for (const [name, value] of Object.entries(post.fields)) {
      result.fields++;
      if (again.fields[name] === value) result.fieldsKept++;
      else lostFields.push(name);
    }
  }
  const wrong = now.filter((post) => isWrong(post, known, tested)).map(({ subject }) => subject);
  return { ...result, wrong, lostFields };
}

/** The same post on the same place of the page. A post without a name is known by its place only. */
function isSame(before: KnownPost, now: KnownPost): boolean {
  if (!overlaps(before, now)) return false;
  if (before.found.question) return before.found.question.messageId === now.found.question?.messageId;
  return before.subject ? before.names.has(now.subject) || now.names.has(before.subject) : true;
}

/** A rename moves the contents to another element, so places are compared by their leaves too. */
function overlaps(one: KnownPost, other: KnownPost): boolean {
  const [a, b] = [one.found.element, other.found.element];
  if (one.leaves.length === 0 || other.leaves.length === 0) {
    const texts = [a.textContent ?? "", b.textContent ?? ""] as const;
    return texts[0].includes(texts[1]) || texts[1].includes(texts[0]);
  }
  return (
    a.contains(b) ||
    b.contains(a) ||
    one.leaves.some((leaf) => b.contains(leaf)) ||
    other.leaves.some((leaf) => a.contains(leaf))
  );
}

/** True for a name that belongs to another post of the page, or that the page does not show in this place. */
function isWrong(now: KnownPost, known: readonly KnownPost[], { page, site }: TunnelPage): boolean {
  if (!now.subject) return false;
  const owner = known.filter((post) => post.names.has(now.subject) || now.names.has(post.subject));
  if (owner.some((post) => overlaps(post, now))) return false;
  if (owner.length > 0) return true;
  const taken = known.some((post) => post.subject !== "" && covers(now, post));
  return taken || !isShown(now, page, site);
}

/** Most of the known post's text is in the other. */
function covers(now: KnownPost, known: KnownPost): boolean {
  if (!overlaps(now, known)) return false;
  const [element, post] = [now.found.element, known.found.element];
  return (
    known.leaves.every((leaf) => element.contains(leaf)) &&
    (element.textContent?.length ?? 0) > (post.textContent?.length ?? 0) / 2
  );
}

export function isShown({ subject, found }: KnownPost, page: Page, site: Site): boolean {
  const id = subject.split(":")[2] ?? "";
  const addresses = [
    page.address,
    ...[...found.element.attributes].map(({ value }) => value),
    ...selectAll(found.element, "[href]").map((link) => link.getAttribute("href") ?? ""),
  ];
  return addresses.some((address) => {
    const parsed = parseAddress(address, page.address);
    const isNamed = parsed.ok && parsed.value.site === site.id && parsed.value.subject === subject;
    return (
      isNamed ||
      address.includes(id) ||
      decodedValues(address, page.address).some((value) => value.includes(id))
    );
  });
}

/** Facebook's comment ids are encoded in Base64. */
function decodedValues(address: string, base: string): string[] {
  const query = URL.parse(address, base)?.searchParams ?? new URLSearchParams();
  return [...query.values()].map((value) => Buffer.from(value, "base64").toString("latin1"));
}

/** Finds a page's posts as the extension does: by the recipes, and by structure once they miss posts. */
function findAll(site: Site, page: Page): FoundPost[] {
  // A post that is the whole page contains others, and one without a place has no button.
  const posts = findPosts(page.document, site, page).filter(
    ({ element, recipe }) => !recipe.page && findSpot(element, recipe, foreignTo(element, recipe)),
  );
  const isFound = (element: Element) => posts.some((post) => post.element.contains(element));
  const isIncomplete = countPage(site, page).some(isMissing) || showsUnknownPosts(site, page, { isFound });
  return findPosts(page.document, isIncomplete ? withStructure(site, () => page) : site, page);
}

function findByRecipes(site: Site, page: Page): FoundPost[] {
  return findPosts(page.document, site, page);
}
