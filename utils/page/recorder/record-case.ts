/**
 * Turns a post on a page into a case: trimmed markup with invented people, and the fields that the recipe reads
 * from it.
 */

import { allForms } from "../../shared/subject/parse-address.ts";
import type { ExpectedPost, SiteCase } from "../sites/cases.ts";
import type { FoundPost } from "../sites/engine/find-posts.ts";
import type { Page } from "../sites/engine/page.ts";
import { type Reader, readAll } from "../sites/engine/reading.ts";
import { closest, selectAll } from "../sites/engine/select.ts";
import type { Reading, Site, SiteFields } from "../sites/site.ts";
import { audienceTransforms, audienceWords, referenceAttributes, wholePostNames } from "./hidden-inputs.ts";
import { Inventor } from "./invent-people.ts";
import { type ReadPageCase, readPageWith } from "./read-page.ts";
import { innerSelectorsOf, type MentionedMarkup, mentionedMarkup, selectorsIn } from "./selectors.ts";

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

/** Maximum number of matches kept per selector outside the post. */
const maxOutsideMatches = 3;
const positionalSelector = /:nth|:first|:last|:only|[+~](?!=)/;

interface TrimmedPage {
  document: Document;
  mentioned: MentionedMarkup;
  /** Elements that describe the post's audience. */
  audience: ReadonlySet<Element>;
}

interface TextPlace {
  /** Absent: the post itself. */
  at?: string;
  closest?: string;
}

/**
 * Finds the parts of a page that are read as text and must be kept completely. Returns the places that are
 * read as text. `inside`: the place of the surrounding context reading.
 */
function textsOf(value: unknown, inside: TextPlace = {}): TextPlace[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, inside));
  if (typeof value !== "object" || value === null) return [];
  const { in: place, read, at, closest: up, relation } = value as Record<string, string | undefined>;
  const here = at === undefined ? inside : { at, ...(up ? { closest: up } : {}) };
  const isText = place !== "address" && (read === "text" || (read === "present" && here.at !== undefined));
  return [
    ...(isText ? [here] : []),
    ...Object.values(value).flatMap((item) => textsOf(item, relation ? here : inside)),
  ];
}

/** Returns all elements that are read as text, and those referenced by an attribute that is read. */
function readElements(value: unknown, reader: Reader): Element[] {
  if (Array.isArray(value)) return value.flatMap((item) => readElements(item, reader));
  if (typeof value !== "object" || value === null || "relation" in value) return [];
  if (!("read" in value)) return Object.values(value).flatMap((item) => readElements(item, reader));
  const reading = value as Reading;
  const elements = readAll(reading, reader).flatMap(({ element }) => element ?? []);
  // Tests only that the post exists.
  if (reading.read === "present" && reading.at === undefined) return [];
  if (reading.read === "text" || reading.read === "present") return elements;
  const name = reading.read.slice("attr:".length);
  if (!referenceAttributes.includes(name)) return [];
  const ids = elements.map((element) => element.getAttribute(name)?.trim().split(/\s+/)[0] ?? "");
  return ids.flatMap((id) => reader.page.document.getElementById(id) ?? []);
}

/** Reduces a page to one post and everything that its recipe reads, as a separate document. */
function trimPage(found: FoundPost, site: Site, fields: SiteFields, page: Page): TrimmedPage {
  const { element: post, recipe } = found;
  const readings = fields.fields[site.posts.indexOf(recipe)] ?? {};
  const audience = fields.audience[found.identity?.kind ?? recipe.kind] ?? [];
  const looked = { recipe, readings, audience, dark: site.dark, context: site.context };
  const selectors = selectorsIn(looked);
  const around = new Set(selectorsIn(outsideReadings(looked)));
  const kept = new Set<Node>([post]);
  const everywhere = (selector: string) => [
    ...selectAll(post, selector),
    ...(around.has(selector) ? matchesOutside(post, selector, page) : []),
  ];
  for (const selector of selectors) {
    for (const element of everywhere(selector)) keep(element, selector, kept);
  }
  const reader = { site, siteFields: fields, post, recipe, page, subject: found.identity?.subject };
  const whole = wholeParts({ readings, audience }, reader, everywhere);
  const inWords = audience.filter(({ as = "" }) => audienceTransforms.includes(as));
  const audienceParts = new Map(readElements(inWords, reader).map((element) => [element, element]));
  const mentioned = mentionedMarkup([...selectors, fields.guard.own, fields.guard.page], looked);
  for (const node of [...kept, ...whole])
    for (let up: Node | null = node; up; up = up.parentNode) kept.add(up);
  const copy = page.document.implementation.createHTMLDocument("");
  const root = copyOf(page.document.documentElement, copy, { kept, whole, mentioned, audienceParts }, false);
  copy.documentElement.remove();
  copy.append(root);
  return { document: copy, mentioned, audience: new Set(audienceParts.values()) };
}

/** Returns the elements that must be kept with all their content. */
function wholeParts(read: object, reader: Reader, everywhere: (selector: string) => Element[]): Set<Element> {
  const { site, post, recipe, page } = reader;
  const whole = new Set(readElements(read, reader));
  for (const { at, closest: up } of textsOf(read)) {
    for (const element of at === undefined ? [post] : everywhere(at))
      whole.add((up && closest(element, up)) || element);
  }
  // The engine reads there to which chat the messages belong.
  for (const element of site.context ? selectAll(page.document, site.context) : []) whole.add(element);
  if (recipe.identity.some(({ as = "" }) => wholePostNames.includes(as))) whole.add(post);
  return whole;
}

/** Returns the parts of a recipe that read outside the post. */
function outsideReadings(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(outsideReadings);
  if (typeof value !== "object" || value === null) return [];
  const { in: place, sole, skip, dark, context } = value as Record<string, unknown>;
  const own = [{ sole, skip, dark, context: typeof context === "string" ? context : undefined }];
  return [...own, ...(place ? [value] : Object.values(value).flatMap(outsideReadings))];
}

function matchesOutside(post: Element, selector: string, page: Page): Element[] {
  return selectAll(page.document, selector)
    .filter((element) => !post.contains(element) && !element.contains(post))
    .slice(0, maxOutsideMatches);
}

function keep(element: Element, selector: string, kept: Set<Node>): void {
  kept.add(element);
  if (positionalSelector.test(selector))
    for (const beside of element.parentElement?.children ?? []) kept.add(beside);
  for (const inner of innerSelectorsOf(selector)) {
    const [first] = selectAll(element, inner.replace(/^[>+~\s]+/, ""));
    if (first) kept.add(first);
  }
}

interface CopyRules {
  kept: ReadonlySet<Node>;
  whole: ReadonlySet<Element>;
  mentioned: MentionedMarkup;
  /** Maps each original to its copy. */
  audienceParts: Map<Element, Element>;
}

function copyOf(element: Element, into: Document, keeping: CopyRules, isWhole: boolean): Element {
  const copy = into.createElementNS(element.namespaceURI, element.localName);
  copyAttributes(element, copy, keeping.mentioned, isWhole);
  if (keeping.audienceParts.has(element)) keeping.audienceParts.set(element, copy);
  const inside = isWhole || keeping.whole.has(element);
  for (const child of element.childNodes) {
    if (child.nodeType === 3 && inside) copy.append(child.nodeValue ?? "");
    if (child.nodeType !== 1 || (child as Element).localName === "lapor-kominfo") continue;
    if (inside || keeping.kept.has(child)) copy.append(copyOf(child as Element, into, keeping, inside));
  }
  return copy;
}

function copyAttributes(
  from: Element,
  to: Element,
  { attributes, classes, values }: MentionedMarkup,
  isWhole: boolean,
): void {
  for (const { name, value } of from.attributes) {
    if (name === "class" || name === "style" || !attributes.has(name)) continue;
    to.setAttribute(name, value);
  }
  const asked = (name: string) => values.some((value) => value.length > 4 && name.includes(value));
  const named = [...from.classList].filter((name) => classes.has(name) || asked(name));
  if (named.length > 0) to.setAttribute("class", named.join(" "));
  const style = styleOf(from, attributes, values);
  if (style) to.setAttribute("style", style);
  const { defaultView: view } = from.ownerDocument;
  if (!isWhole || !view) return;
  // The page's style sheets are not copied, so hidden elements get an inline style.
  const { display, visibility } = view.getComputedStyle(from);
  if (display === "none" || visibility === "hidden") to.setAttribute("style", "display:none");
}

/** Keeps only inline styles that a selector requires, and pictures. */
function styleOf(element: Element, attributes: ReadonlySet<string>, values: readonly string[]): string {
  const style = attributes.has("style") ? (element.getAttribute("style") ?? "") : "";
  const asked = values.filter((value) => value.length > 5 && style.includes(value));
  const picture = /url\([^)]*\)/.exec(style)?.[0];
  return [...asked, ...(picture ? [`background-image:${picture}`] : [])].join(";");
}

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
