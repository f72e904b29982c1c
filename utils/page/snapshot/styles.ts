/** An element's computed style, reduced to the differences from its parent and from the defaults. */

import { inheritedStyles, isBlockTag, isInertValue, ownStyles } from "../../shared/policy/inert-html.ts";

/** Context from the copied parent element. */
export interface ParentStyle {
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
export type Role = "part" | "root" | "box" | "button";

/** Placeholder colour for unreadable pictures. Both white and black text are legible on it. */
const unreadable = "rgb(118, 118, 118)";

const nothing = ownStyles.always["background-color"];

/** Properties with their own handling. */
const apart = /^(?:position|unicode-bidi)$/;
const rooted = /^(?:position|unicode-bidi|float|clear|transform|margin-.*|vertical-align|opacity)$/;

export interface Style {
  css: string;
  /** Context for the children. */
  around: ParentStyle;
}

/** An element or pseudo-element as the page draws it. */
export interface Drawn {
  /** For a pseudo-element, the one that it belongs to. */
  element: Element;
  computed: CSSStyleDeclaration;
  around: ParentStyle;
}

export function styleOf({ element, computed, around }: Drawn, tag: string, role: Role): Style {
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
