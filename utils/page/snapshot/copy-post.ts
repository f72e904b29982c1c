/** Writes an inert copy of a post as drawn: text, order and appearance, without scripts or other active content. */

import { captureLimits } from "../../shared/contract/limits.ts";
import {
  escapeInert,
  inertDepth,
  inheritedStyles,
  isBlockTag,
  isInertTag,
  isInertValue,
  isVoidTag,
  ownStyles,
} from "../../shared/policy/inert-html.ts";
import { linkAddress } from "./link-address.ts";
import type { Natives } from "./native-getters.ts";

/** Markup, or a picture that can be omitted if there is no room. */
export type MarkupPiece = string | { picture: string; box: string };

export type Omission = "gone" | "box" | undefined;

export interface CopyOptions {
  natives: Natives;
  /** `gone`: omitted completely. `box`: replaced by an empty box of the same size. */
  leftOut(element: Element): Omission;
  picture(element: HTMLImageElement | HTMLCanvasElement): string | undefined;
}

const maxNodes = 20_000;
const longestMs = 1_000;

/** Elements that are not drawn, or only through content that a copy lacks. */
const skippedTags =
  /^(?:script|style|noscript|template|head|meta|link|base|title|source|track|param|datalist)$/;
/** User input and embedded content, replaced by empty boxes. */
const boxes =
  /^(?:input|textarea|select|option|progress|meter|iframe|frame|object|embed|video|audio|fencedframe|map|area)$/;
const html = "http://www.w3.org/1999/xhtml";
const svg = "http://www.w3.org/2000/svg";

/** Context from the copied parent element. */
interface ParentStyle {
  tag: string;
  display: string;
  /** Values of `inheritedStyles`. Absent above the post. */
  inherited?: readonly string[];
  /** White space is preserved. */
  keepsSpace: boolean;
  /** Text inside is visible. */
  isSeen: boolean;
  /** The post's position, as long as positioned descendants refer to an element outside the post. */
  outer?: { x: number; y: number } | undefined;
}

/**
 * `root`: the post itself, whose position on the page is not copied. `box`: an opaque box without its content.
 * `button`: its text is vertically centred, which no style describes.
 */
type Role = "part" | "root" | "box" | "button";

/** Placeholder colour for unreadable pictures. Both white and black text are legible on it. */
const unreadable = "rgb(118, 118, 118)";

const nothing = ownStyles.always["background-color"];

/** Properties with their own handling. */
const apart = /^(?:position|unicode-bidi)$/;
const rooted = /^(?:position|unicode-bidi|float|clear|transform|margin-.*|vertical-align|opacity)$/;

interface Style {
  css: string;
  /** Context for the children. */
  around: ParentStyle;
}

/** An element or pseudo-element as the page draws it. */
interface Drawn {
  /** For a pseudo-element, the one that it belongs to. */
  element: Element;
  computed: CSSStyleDeclaration;
  around: ParentStyle;
}

/** An element's computed style, reduced to the differences from its parent and from the defaults. */
function styleOf({ element, computed, around }: Drawn, tag: string, role: Role): Style {
  const css: string[] = [];
  const get = (name: string) => computed.getPropertyValue(name);
  const put = (name: string, value: string) => {
    if (isInertValue(value)) css.push(`${name}:${value}`);
  };
  const inherited = inheritedStyles.map(get);
  inheritedStyles.forEach((name, index) => {
    const value = inherited[index] ?? "";
    if (value !== around.inherited?.[index]) put(name, value);
  });
  const display = displayOf(get, role);
  if (display !== (isBlockTag(tag) ? "block" : "inline")) put("display", display);
  if (display !== "contents") putBox({ element, get, put, around, role, display });
  const inside: ParentStyle = {
    tag,
    display,
    inherited,
    keepsSpace: /^(?:pre|break-spaces)/.test(get("white-space")),
    isSeen: get("visibility") === "visible",
    outer: outerOf(element, get, around, role),
  };
  return { css: css.join(";"), around: inside };
}

type Get = (name: string) => string;

interface Box {
  element: Element;
  get: Get;
  put(name: string, value: string): void;
  around: ParentStyle;
  role: Role;
  display: string;
}

function putBox(box: Box): void {
  const { get, put, role, display } = box;
  putGroup(box, ownStyles.always, role === "root" ? rooted : apart);
  const bidi = get("unicode-bidi");
  if (bidi !== "normal") put("unicode-bidi", bidi);
  if (get("text-decoration-line") !== "none") putGroup(box, ownStyles.decoration);
  if (get("background-image") !== "none" && get("background-color") === nothing)
    put("background-color", unreadable);
  putBorders(box);
  if (role === "root") put("position", "relative");
  else putPlace(box);
  if (display !== "inline") {
    putGroup(box, ownStyles.block);
    putSize(box);
    if (get("-webkit-line-clamp") !== "none") put("-webkit-box-orient", "vertical");
  }
  putLayout(box);
}

function putBorders({ get, put }: Box): void {
  for (const side of ["top", "right", "bottom", "left"]) {
    if (get(`border-${side}-width`) === "0px") continue;
    for (const part of ["width", "style", "color"])
      put(`border-${side}-${part}`, get(`border-${side}-${part}`));
  }
}

/** Writes how the element arranges its children, and how its parent arranges it. */
function putLayout(box: Box): void {
  const { put, around, role, display } = box;
  if (role === "button") put("align-items", "center");
  else if (/flex|grid/.test(display)) putGroup(box, ownStyles.flex);
  if (/grid/.test(display)) putGroup(box, ownStyles.grid);
  if (/flex|grid/.test(around.display)) putGroup(box, ownStyles.item);
  if (/grid/.test(around.display)) putGroup(box, ownStyles.cell);
  if (/table/.test(display)) putGroup(box, ownStyles.table);
}

/** Writes the properties that differ from the defaults, except `skip`. */
function putGroup({ get, put }: Box, group: Readonly<Record<string, string>>, skip?: RegExp): void {
  for (const name in group) {
    if (skip?.test(name)) continue;
    const value = get(name);
    if (value !== group[name]) put(name, value);
  }
}

function displayOf(get: Get, role: Role): string {
  if (get("-webkit-line-clamp") !== "none") return "-webkit-box";
  const display = get("display");
  if (role === "root" && /^inline/.test(display)) return "inline-block";
  if (role === "button") return display === "inline-block" ? "inline-flex" : "flex";
  return role === "box" && /^(?:inline|contents)$/.test(display) ? "inline-block" : display;
}

/** Sticky elements are copied in their current position. Containing blocks stay containing blocks. */
function positionOf(get: Get): string {
  const position = get("position");
  if (position === "sticky") return "relative";
  if (position === "fixed") return "absolute";
  return position === "static" && holdsOthers(get) ? "relative" : position;
}

function holdsOthers(get: Get): boolean {
  return (
    /layout|paint|strict|content/.test(get("contain")) ||
    get("filter") !== "none" ||
    /transform/.test(get("will-change"))
  );
}

function outerOf(element: Element, get: Get, { outer }: ParentStyle, role: Role): ParentStyle["outer"] {
  const holds = get("position") !== "static" || get("transform") !== "none" || holdsOthers(get);
  if (holds || role !== "root") return holds ? undefined : outer;
  const { x, y } = element.getBoundingClientRect();
  return { x: x + element.clientLeft, y: y + element.clientTop };
}

function putPlace({ element, get, put, around: { outer } }: Box): void {
  const position = positionOf(get);
  if (position === "static") return;
  put("position", position);
  if (position === "absolute" && outer) {
    const { x, y } = Element.prototype.getBoundingClientRect.call(element);
    put("left", `${x - outer.x - Number.parseFloat(get("margin-left"))}px`);
    put("top", `${y - outer.y - Number.parseFloat(get("margin-top"))}px`);
  } else if (/^(?:absolute|relative)$/.test(get("position"))) {
    for (const side of ["top", "left"]) {
      const value = get(side);
      if (value !== "auto" && (position !== "relative" || value !== "0px")) put(side, value);
    }
  }
  if (get("z-index") !== "auto") put("z-index", get("z-index"));
}

/** Exact width, so that lines break in the same places; minimum height, so that another font never hides text. */
function putSize({ get, put, display, role }: Box): void {
  if (/^table-(?:row|column|header|footer)/.test(display)) return;
  const [width, height] = [roundUp(get("width")), roundUp(get("height"))];
  if (width) put("width", width);
  const isClipped = role === "box" || get("overflow-y") !== "visible";
  if (height && (isClipped || height !== "0px")) put(isClipped ? "height" : "min-height", height);
}

/** Browsers print fewer digits than they calculate with. A width that is slightly too small would break a line. */
function roundUp(length: string): string | undefined {
  const px = /^([\d.]+)px$/.exec(length)?.[1];
  return px === undefined ? undefined : `${Math.ceil(Number(px) * 100) / 100}px`;
}

const page: ParentStyle = { tag: "body", display: "block", keepsSpace: false, isSeen: true };

/** Returns the copy's pieces in order. Undefined if the post is too large. */
export function copyPost(post: Element, options: CopyOptions): MarkupPiece[] | undefined {
  const copy = new Copy(options);
  copy.write(post, page, "root");
  return copy.isFull ? undefined : copy.pieces;
}

const styled = (css: string) => (css ? ` style="${escapeInert(css)}"` : "");

/**
 * Parts of an element that a copy keeps besides its style: tag, three attributes, and children. Keeps the
 * tag if an HTML parser would leave the element in place. Otherwise returns a neutral tag.
 */
function tagFor(name: string, display: string, parent: string): string {
  const isMisplaced =
    name === "li" ? !/^[uo]l$/.test(parent) : /^h[1-6]$/.test(name) && /^h[1-6]$/.test(parent);
  if (isInertTag(name) && !isVoidTag(name) && !isMisplaced) return name;
  return /^(?:inline|contents|ruby)/.test(display) ? "span" : "div";
}

function attributesOf(element: Element, tag: string, { attribute, localName }: Natives): string {
  const lang = attribute(element, "lang") ?? "";
  const when = tag === "time" ? attribute(element, "datetime") : null;
  const title = localName(element) === "a" ? linkOf(element) : undefined;
  return [
    /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/.test(lang) ? ` lang="${lang}"` : "",
    when ? ` datetime="${escapeInert(when)}"` : "",
    title ? ` title="${escapeInert(title)}"` : "",
  ].join("");
}

/** Returns a link's target as text. */
function linkOf(element: Element): string {
  const address = linkAddress((element as HTMLAnchorElement).href);
  return address && address.length <= captureLimits.addressChars ? address : "";
}

/** Returns children in drawing order: the content of an open shadow root, with the page's elements in its slots. */
function childrenOf(element: Element, name: string, { childNodes, shadowRoot, localName }: Natives): Node[] {
  const root = shadowRoot(element);
  if (root) return [...childNodes(root)];
  const assigned = element instanceof HTMLSlotElement ? element.assignedNodes({ flatten: true }) : [];
  if (assigned.length > 0) return assigned;
  const children = [...childNodes(element)];
  if (name !== "details" || (element as HTMLDetailsElement).open) return children;
  return children
    .filter((child) => child.nodeType === 1 && localName(child as Element) === "summary")
    .slice(0, 1);
}

class Copy {
  readonly pieces: MarkupPiece[] = [];
  readonly #options: CopyOptions;
  readonly #endMs = performance.now() + longestMs;
  #nodes = 0;
  #chars = 0;
  #depth = 0;

  constructor(options: CopyOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return (
      this.#nodes > maxNodes || this.#chars > captureLimits.snapshotBytes || performance.now() > this.#endMs
    );
  }

  write(node: Node, around: ParentStyle, role: Role = "part"): void {
    this.#nodes++;
    // Checked seldom, because reading the clock costs as much as a node.
    if (this.#nodes % 64 === 0 && this.isFull) this.#nodes = maxNodes + 1;
    if (this.#nodes > maxNodes || this.#chars > captureLimits.snapshotBytes) return;
    if (node.nodeType === 3) this.#text(node.nodeValue ?? "", around);
    else if (node.nodeType === 1) this.#element(node as Element, around, role);
  }

  #put(markup: string): void {
    this.#chars += markup.length;
    this.pieces.push(markup);
  }

  #text(raw: string, { keepsSpace, isSeen }: ParentStyle): void {
    if (isSeen) this.#put(escapeInert(keepsSpace ? raw : raw.replace(/[ \t\n\f\r]+/g, " ")));
  }

  #element(element: Element, around: ParentStyle, role: Role): void {
    const { natives, leftOut } = this.#options;
    const name = natives.localName(element);
    const omitted = skippedTags.test(name) ? "gone" : leftOut(element);
    if (omitted === "gone") return;
    const computed = getComputedStyle(element);
    const display = computed.getPropertyValue("display");
    if (display === "none" || display === "") return;
    const drawn: Drawn = { element, computed, around };
    const space = natives.namespace(element);
    const htmlName = space === html ? name : "";
    if (htmlName === "br") this.#put("<br>");
    else if (omitted === "box" || boxes.test(name)) this.#put(this.#box(drawn));
    else if (space === svg) this.#put(this.#box(drawn, natives.attribute(element, "aria-label")));
    else if (/^(?:img|canvas)$/.test(htmlName)) this.#picture(drawn);
    // A style replaces the element's content with a picture.
    else if (computed.getPropertyValue("content").startsWith("url(")) this.#put(this.#unread(drawn, ""));
    else this.#container(drawn, role, { name, htmlName, display });
  }

  #container(
    drawn: Drawn,
    role: Role,
    { name, htmlName, display }: { name: string; htmlName: string; display: string },
  ): void {
    const { element, around } = drawn;
    const tag = tagFor(htmlName, display, around.tag);
    const isButton = htmlName === "button" && /block$/.test(display);
    const style = styleOf(drawn, tag, isButton ? "button" : role);
    this.#put(`<${tag}${attributesOf(element, tag, this.#options.natives)}${styled(style.css)}>`);
    if (isButton) this.#put('<span style="display:block;width:100%">');
    this.#inside(element, name, style.around);
    this.#put(isButton ? `</span></${tag}>` : `</${tag}>`);
  }

  #inside(element: Element, name: string, around: ParentStyle): void {
    if (this.#depth === inertDepth - 2) {
      this.#text(element.textContent ?? "", around);
      return;
    }
    this.#depth++;
    this.#pseudo(element, "::before", around);
    for (const child of childrenOf(element, name, this.#options.natives)) this.write(child, around);
    this.#pseudo(element, "::after", around);
    this.#depth--;
  }

  #picture(drawn: Drawn): void {
    const { element, computed } = drawn;
    const words = this.#options.natives.attribute(element, "alt") ?? "";
    const box = this.#unread(drawn, words);
    const address = this.#options.picture(element as HTMLImageElement);
    const { css } = styleOf(drawn, "img", "box");
    const fit = computed.getPropertyValue("object-fit");
    const alt = words ? ` alt="${escapeInert(words)}"` : "";
    const picture = `<img src="${address}"${alt}${styled(`${css};object-fit:${fit}`)}>`;
    this.#chars += box.length;
    this.pieces.push(address === undefined ? box : { picture, box });
  }

  /** A picture that represents a character is replaced by that character. */
  #unread(drawn: Drawn, words: string): string {
    const { css } = styleOf(drawn, "span", "box");
    const grey =
      "background-color:rgb(118, 118, 118);color:rgb(255, 255, 255);font-size:12px;line-height:1.3";
    const style = /^\p{Extended_Pictographic}/u.test(words) ? "" : `;${grey};overflow:hidden`;
    return `<span${styled(css + style)}>${escapeInert(words)}</span>`;
  }

  #box(drawn: Drawn, title?: string | null): string {
    const { css } = styleOf(drawn, "span", "box");
    return `<span${title ? ` title="${escapeInert(title)}"` : ""}${styled(css)}></span>`;
  }

  /** Generated content before and after an element: copies text, and boxes that only take up space. */
  #pseudo(element: Element, which: "::before" | "::after", around: ParentStyle): void {
    const computed = getComputedStyle(element, which);
    const [, quoted] = /^"((?:[^"\\]|\\.)*)"$/s.exec(computed.getPropertyValue("content")) ?? [];
    if (quoted === undefined || computed.getPropertyValue("display") === "none") return;
    const tag = tagFor("", computed.getPropertyValue("display"), around.tag);
    const style = styleOf({ element, computed, around }, tag, "part");
    this.#put(`<${tag}${styled(style.css)}>`);
    this.#text(quoted.replace(/\\(.)/gs, "$1"), style.around);
    this.#put(`</${tag}>`);
  }
}
