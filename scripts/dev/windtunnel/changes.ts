/** Changes that a redesign of a site could make to a page. Each can be undone, so that one parsed page serves them all. */

import { selectorsIn } from "../../../utils/page/recorder/selectors.ts";
import { selectAll } from "../../../utils/page/sites/engine/select.ts";
import type { Site, SiteFields } from "../../../utils/page/sites/site.ts";

export interface PageChange {
  name: string;
  /** Changes the page. Returns a function that restores it. */
  apply(document: Document): () => void;
}

/** A removal of markup that the recipes use. */
export interface Removal extends PageChange {
  /** Returns false for a page without such markup. */
  affects(document: Document): boolean;
}

/** Attributes that are the content itself: without its address a link is no link, and what is not hidden is shown. */
const contentAttributes = new Set(["href", "src", "alt", "hidden"]);
/** Elements that are the content itself, and parts of the document. */
const contentTags = new Set(["a", "img", "video", "audio", "script", "html", "body"]);
/**
 * Pages on which one piece of markup is the only name: the id of a live chat's message, the title of a profile or group
 * on Facebook. Telegram's web clients close without theirs.
 */
const onlyNames: readonly (readonly [page: RegExp, change: RegExp])[] = [
  [/^https:\/\/\w+\.youtube\.com\/live_chat/, /^without \[id\]$/],
  [/^https:\/\/\w+\.facebook\.com\//, /^<h1> renamed$/],
  [/^https:\/\/web\.telegram\.org\//, /^without \[data-(?:mid|peer-id|message-id)\]$/],
];

/** Returns true for a removal after which the page's posts must have no name. */
export function takesOnlyName({ name }: PageChange, address: string): boolean {
  return onlyNames.some(([page, change]) => page.test(address) && change.test(name));
}

/** Returns one removal per attribute, attribute value, class, id and tag that the site's recipes mention. */
export function removalsFor(site: Site, fields: SiteFields): Removal[] {
  const recipes = {
    posts: site.posts,
    fields: fields.fields,
    more: fields.alternatives,
    audience: fields.audience,
  };
  const tokens = selectorsIn(recipes).map(mentionedIn);
  const read = [...JSON.stringify(recipes).matchAll(/"attr:([a-z][a-z\d-]*)"/g)].map(([, name = ""]) => name);
  const attributes = [...tokens.flatMap((token) => token.attributes), ...read.map((name) => `[${name}]`)];
  const isMarkup = (selector: string) => !contentAttributes.has(attributeOf(selector));
  return [
    ...unique(attributes).filter(isMarkup).map(attributeRemoval),
    ...unique(tokens.flatMap(({ classes }) => classes)).map(classRemoval),
    ...unique(tokens.flatMap(({ tags }) => tags))
      .filter((tag) => !contentTags.has(tag))
      .map(tagRename),
  ];
}

const unique = (values: readonly string[]) => [...new Set(values)].sort();
const attributeOf = (selector: string) => /^\[([\w-]+)/.exec(selector)?.[1] ?? "";

/** Splits a selector into the attributes, classes and tags that it mentions. */
function mentionedIn(selector: string): { attributes: string[]; classes: string[]; tags: string[] } {
  const attributes = [
    ...selector.matchAll(/\[([a-z][\w-]*)(?:[*^$~|]?=(?:"[^"]*"|'[^']*'|[^\]]*))?[^\]]*\]/gi),
  ];
  const rest = selector.replace(/\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]/g, " ");
  const ids = [...rest.matchAll(/#([a-z][\w-]*)/gi)].map(([, id]) => `[id="${id}"]`);
  return {
    attributes: [...attributes.flatMap(([whole, name = ""]) => [whole, `[${name}]`]), ...ids],
    classes: [...rest.matchAll(/\.([a-z_][\w-]*)/gi)].map(([, name = ""]) => name),
    tags: [...rest.replace(/::?[a-z-]+/gi, " ").matchAll(/(?<![\w#.-])[a-z][\w-]*/gi)].map(([tag]) =>
      tag.toLowerCase(),
    ),
  };
}

function attributeRemoval(selector: string): Removal {
  const name = attributeOf(selector);
  return {
    name: `without ${selector}`,
    affects: (document) => document.querySelector(selector) !== null,
    apply: (document) => {
      const removed = selectAll(document, selector).map(
        (element) => [element, element.getAttribute(name)] as const,
      );
      for (const [element] of removed) element.removeAttribute(name);
      return () => {
        for (const [element, value] of removed) element.setAttribute(name, value ?? "");
      };
    },
  };
}

function classRemoval(name: string): Removal {
  return {
    name: `without .${name}`,
    affects: (document) => document.querySelector(`.${name}`) !== null,
    apply: (document) => {
      const removed = selectAll(document, `.${name}`).map(
        (element) => [element, element.getAttribute("class")] as const,
      );
      for (const [element] of removed) element.classList.remove(name);
      return () => {
        for (const [element, value] of removed) element.setAttribute("class", value ?? "");
      };
    },
  };
}

/** The name starts with the old one no longer, and has a hyphen, so that the parser's rules for known tags do not apply. */
function tagRename(tag: string): Removal {
  return {
    name: `<${tag}> renamed`,
    affects: (document) => document.querySelector(tag) !== null,
    apply: (document) => {
      // Innermost first, so that a nested match is still in place when its turn comes.
      const renamed = selectAll(document, tag)
        .reverse()
        .map((element) => [element, rename(element, "x-changed")] as const);
      return () => {
        for (const [element, other] of renamed.toReversed()) {
          element.append(...other.childNodes);
          other.replaceWith(element);
        }
      };
    },
  };
}

function rename(element: Element, tag: string): Element {
  const other = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** Elements whose children a redesign could arrange otherwise. */
const boxes = "body, body *:not(svg, svg *, script, style, a *, picture *)";
const ownAttributes = (element: Element) => element.attributes.length > 0;

/** Changes of structure and language, for every site. */
export const otherChanges: readonly PageChange[] = [
  { name: "siblings reversed", apply: reverseSiblings },
  { name: "containers wrapped", apply: wrapContainers },
  { name: "containers unwrapped", apply: unwrapContainers },
  { name: "another language", apply: changeLanguage },
  { name: "absolute links", apply: makeLinksAbsolute },
];

function reverseSiblings(document: Document): () => void {
  const parents = selectAll(document, boxes).filter(({ children }) => children.length > 1);
  const before = parents.map((parent) => [parent, [...parent.childNodes]] as const);
  for (const [parent, nodes] of before) parent.append(...nodes.toReversed());
  return () => {
    for (const [parent, nodes] of before) parent.append(...nodes);
  };
}

function wrapContainers(document: Document): () => void {
  const wrappers = selectAll(document, boxes)
    .filter(({ localName, children }) => children.length > 0 && localName !== "body")
    .map((element) => {
      const wrapper = document.createElement("div");
      element.replaceWith(wrapper);
      wrapper.append(element);
      return wrapper;
    });
  return () => {
    for (const wrapper of wrappers) wrapper.replaceWith(...wrapper.childNodes);
  };
}

/** Removes boxes that have neither attributes nor more than one child. */
function unwrapContainers(document: Document): () => void {
  const plain = selectAll(document.body, "div").filter(
    (box) => !ownAttributes(box) && box.children.length === 1,
  );
  const removed = plain.map((box) => {
    const nodes = [...box.childNodes];
    box.replaceWith(...nodes);
    return [box, nodes] as const;
  });
  return () => {
    for (const [box, nodes] of removed.toReversed()) {
      nodes[0]?.before(box);
      box.append(...nodes);
    }
  };
}

const labels = ["aria-label", "title", "placeholder", "aria-description"];

/** Words become Arabic letters; numbers and names with `@` stay. */
function changeLanguage(document: Document): () => void {
  const root = document.documentElement;
  const undo = [keepAttributes(root, ["lang", "dir"])];
  root.setAttribute("lang", "ar");
  root.setAttribute("dir", "rtl");
  for (const element of selectAll(document, labels.map((name) => `[${name}]`).join())) {
    undo.push(keepAttributes(element, labels));
    for (const name of labels) {
      const value = element.getAttribute(name);
      if (value !== null) element.setAttribute(name, value.replace(/(?<![@\w])[a-z]+/gi, "كلمة"));
    }
  }
  return () => {
    for (const restore of undo.toReversed()) restore();
  };
}

function makeLinksAbsolute(document: Document): () => void {
  const undo = selectAll(document, 'a[href^="/"]').map((link) => {
    const restore = keepAttributes(link, ["href"]);
    link.setAttribute("href", new URL(link.getAttribute("href") ?? "", document.URL).href);
    return restore;
  });
  return () => {
    for (const restore of undo) restore();
  };
}

function keepAttributes(element: Element, names: readonly string[]): () => void {
  const before = names.map((name) => [name, element.getAttribute(name)] as const);
  return () => {
    for (const [name, value] of before) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  };
}

/** Two changes at once. */
export function both(one: PageChange, other: PageChange): PageChange {
  return {
    name: `${one.name} + ${other.name}`,
    apply: (document) => {
      const first = one.apply(document);
      const second = other.apply(document);
      return () => {
        second();
        first();
      };
    },
  };
}
