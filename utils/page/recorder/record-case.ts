/**
 * Turns a post on a page into a case: trimmed markup with invented people, and the fields that the recipe reads
 * from it.
 */

import { allForms } from "../../shared/subject/parse-address.ts";
import type { ExpectedPost, SiteCase } from "../sites/cases.ts";
import type { FoundPost } from "../sites/engine/find-posts.ts";
import type { Page } from "../sites/engine/page.ts";
import type { Site, SiteFields } from "../sites/site.ts";
import { audienceWords } from "./hidden-inputs.ts";
import { Inventor } from "./invent-people.ts";
import { type ReadPageCase, readPageWith } from "./read-page.ts";
import { selectorsIn } from "./selectors.ts";
import { trimPage } from "./trim-page.ts";

export interface RecordedCase {
  case: SiteCase;
  /** Fields found only on the page or only in the case, to be reviewed by hand. */
  differences: readonly string[];
}

/** Attributes that belong to the site's markup and contain no user data. */
const structuralAttributes = new Set([
  "role",
  "dir",
  "lang",
  "hidden",
  "aria-hidden",
  "class",
  "tabindex",
  "d",
]);
const siteWords =
  "https http url background image display none color scheme rgb comment user redirect php q u v rb ribu jt juta k m b mil mi mio".split(
    " ",
  );

export function recordCase(
  found: FoundPost,
  { site, fields, page }: { site: Site; fields: SiteFields; page: Page },
  random: () => number = Math.random,
): RecordedCase {
  const { document, mentioned, audience } = trimPage(found, site, fields, page);
  const inventor = new Inventor(wordsOf(site, fields), mentioned.values, isHostOf(site), random);
  replace(document.documentElement, inventor, audience);
  const address = inventor.attribute(page.address);
  const seen = readPageWith(site, fields, document, { address });
  const before = readPageWith(site, fields, page.document, page).posts.find(
    (post) => post.subject === found.identity?.subject && post.recipe === site.posts.indexOf(found.recipe),
  );
  return {
    case: {
      name: `recorded ${found.recipe.kind}`,
      address,
      ...htmlAttributesOf(document),
      html: document.body.innerHTML.replace(/\n\s*\n/g, "\n"),
      ...(seen.dark ? { dark: true } : {}),
      ...(seen.unavailable ? { unavailable: seen.unavailable } : {}),
      ...(seen.loginWall ? { loginWall: true } : {}),
      posts: seen.posts.map(expectedOf),
    },
    differences: differences(before, seen, {
      recipe: site.posts.indexOf(found.recipe),
      id: inventor.text(found.identity?.subject.split(":")[2] ?? ""),
    }),
  };
}

function isHostOf({ matches }: Site): (host: string) => boolean {
  const domains = matches.map((pattern) => /:\/\/(?:\*\.)?(?:www\.)?([^/]+)/.exec(pattern)?.[1] ?? "");
  return (host) => domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** Returns the words that occur in the recipe or the address grammar. */
function wordsOf(site: Site, fields: SiteFields): string[] {
  const sources = [
    ...selectorsIn({ site, fields }),
    ...Object.values(allForms[site.id]).flatMap(({ path, id, owner }) => [
      path.source,
      id?.[0] ?? "",
      owner?.[0] ?? "",
    ]),
  ];
  const words = sources.flatMap((source) => source.match(/[a-z][\w-]*/gi) ?? []);
  return [...siteWords, ...words, ...words.flatMap((word) => word.split(/[-_]/))];
}

/** `audience`: elements that describe the post's audience. */
function replace(element: Element, inventor: Inventor, audience: ReadonlySet<Element>, said = false): void {
  const says = said || audience.has(element);
  for (const { name, value } of [...element.attributes]) {
    if (!structuralAttributes.has(name) && value !== "")
      element.setAttribute(name, inventor.attribute(value));
  }
  for (const child of [...element.childNodes]) {
    if (child.nodeType === 3) child.nodeValue = invented(element, child.nodeValue ?? "", inventor, says);
    else if (child.nodeType === 1) replace(child as Element, inventor, audience, says);
  }
}

function invented({ localName }: Element, text: string, inventor: Inventor, says: boolean): string {
  if (localName === "script") return inventor.data(text);
  return inventor.text(text, says ? audienceWords : undefined);
}

function htmlAttributesOf({ documentElement }: Document): Pick<SiteCase, "htmlAttributes"> {
  const attributes = [...documentElement.attributes].map(({ name, value }) => [name, value] as const);
  return attributes.length > 0 ? { htmlAttributes: Object.fromEntries(attributes) } : {};
}

function expectedOf({
  recipe: _,
  sources: __,
  slot,
  picture: ___,
  ...post
}: ReadPageCase["posts"][number]): ExpectedPost {
  return { ...post, ...(slot === 0 ? {} : { slot }) };
}

/** `id`: the post's new id. Other posts remain beside it if they are its context. */
function differences(
  before: ExpectedPost | undefined,
  { posts: all }: ReadPageCase,
  { recipe, id }: { recipe: number; id: string },
): string[] {
  const posts = all.filter((post) => post.recipe === recipe);
  const after = posts.find(({ subject }) => subject?.endsWith(`:${id}`)) ?? posts[0];
  if (!after) return ["the case holds no post"];
  const names = (post: ExpectedPost | undefined) => Object.keys(post?.fields ?? {});
  return [
    ...(posts.length > 1 ? [`the case holds ${posts.length} posts`] : []),
    ...names(before)
      .filter((name) => !names(after).includes(name))
      .map((name) => `${name} was read on the page and is not in the case`),
    ...names(after)
      .filter((name) => before && !names(before).includes(name))
      .map((name) => `${name} is read in the case and was not on the page`),
  ];
}
