/** An element's style as it is drawn: only what differs from the element around it, and from nothing. */

import { inheritedStyles, isBlockTag, isInertValue, ownStyles } from "../../policy/inert.ts";

/** The element that a copied one stands in. */
export interface Around {
  tag: string;
  display: string;
  /** Values of `inheritedStyles`; absent above the post. */
  inherited?: readonly string[];
  /** Text keeps its spaces and line breaks. */
  keepsSpace: boolean;
  /** Words in it are drawn. */
  isSeen: boolean;
}

/**
 * `root`: the post itself, whose place on the page is not copied. `box`: drawn as one, whatever is in it. `button`: with
 * its words in the middle of its height, which no style says.
 */
export type Role = "part" | "root" | "box" | "button";

/** A picture that the page does not let us read: white and black words can both be read on it. */
const unreadable = "rgb(118, 118, 118)";

/** Of their own below. */
const apart = /^(?:position|unicode-bidi)$/;
const rooted = /^(?:position|unicode-bidi|float|clear|transform|margin-.*|vertical-align|opacity)$/;

/** Declarations for the `style` attribute, and what the elements in it need to know. */
export function styleOf(
  computed: CSSStyleDeclaration,
  tag: string,
  around: Around,
  role: Role,
): { css: string; around: Around } {
  const css: string[] = [];
  const get = (name: string) => computed.getPropertyValue(name);
  const put = (name: string, value: string) => {
    if (isInertValue(value)) css.push(`${name}:${value}`);
  };
  const putGroup = (group: Readonly<Record<string, string>>, skip?: RegExp) => {
    for (const name in group) {
      const value = skip?.test(name) ? group[name] : get(name);
      if (value !== undefined && value !== group[name]) put(name, value);
    }
  };

  const inherited = inheritedStyles.map(get);
  inheritedStyles.forEach((name, index) => {
    const value = inherited[index] ?? "";
    if (value !== around.inherited?.[index]) put(name, value);
  });

  const display = displayOf(get, role);
  if (display !== (isBlockTag(tag) ? "block" : "inline")) put("display", display);
  if (display === "contents") return { css: css.join(";"), around: inside(tag, display, inherited, get) };

  putGroup(ownStyles.always, role === "root" ? rooted : apart);
  const position = role === "root" ? "relative" : positionOf(get);
  if (position !== "static") put("position", position);
  const bidi = get("unicode-bidi");
  if (bidi !== "normal") put("unicode-bidi", bidi);
  if (get("text-decoration-line") !== "none") putGroup(ownStyles.decoration);
  if (role !== "root" && position !== "static") putPlace(get, put, position);
  for (const side of ["top", "right", "bottom", "left"]) {
    if (get(`border-${side}-width`) === "0px") continue;
    for (const part of ["width", "style", "color"])
      put(`border-${side}-${part}`, get(`border-${side}-${part}`));
  }
  if (get("background-image") !== "none" && !css.some((one) => one.startsWith("background-color")))
    put("background-color", unreadable);
  if (display !== "inline") {
    putGroup(ownStyles.block);
    putSize(get, put, display, role);
    if (get("-webkit-line-clamp") !== "none") put("-webkit-box-orient", "vertical");
  }
  if (role === "button") put("align-items", "center");
  else if (/flex|grid/.test(display)) putGroup(ownStyles.flex);
  if (/grid/.test(display)) putGroup(ownStyles.grid);
  if (/flex|grid/.test(around.display)) putGroup(ownStyles.item);
  if (/grid/.test(around.display)) putGroup(ownStyles.cell);
  if (/table/.test(display)) putGroup(ownStyles.table);
  return { css: css.join(";"), around: inside(tag, display, inherited, get) };
}

type Get = (name: string) => string;
type Put = (name: string, value: string) => void;

function inside(tag: string, display: string, inherited: readonly string[], get: Get): Around {
  return {
    tag,
    display,
    inherited,
    keepsSpace: /^(?:pre|break-spaces)/.test(get("white-space")),
    isSeen: get("visibility") === "visible",
  };
}

function displayOf(get: Get, role: Role): string {
  if (get("-webkit-line-clamp") !== "none") return "-webkit-box";
  const display = get("display");
  if (role === "root" && /^inline/.test(display)) return "inline-block";
  if (role === "button") return display === "inline-block" ? "inline-flex" : "flex";
  return role === "box" && /^(?:inline|contents)$/.test(display) ? "inline-block" : display;
}

/** What sticks to the view is copied where it stands, and what others are placed in stays such a place. */
function positionOf(get: Get): string {
  const position = get("position");
  if (position === "sticky") return "relative";
  if (position === "fixed") return "absolute";
  const holds =
    position === "static" && (/layout|paint|strict|content/.test(get("contain")) || get("filter") !== "none");
  return holds || /transform/.test(get("will-change")) ? "relative" : position;
}

function putPlace(get: Get, put: Put, position: string): void {
  const sticks = get("position") === "sticky" || get("position") === "static";
  for (const side of ["top", "left"]) {
    const value = get(side);
    if (value !== "auto" && !(sticks || (position === "relative" && value === "0px"))) put(side, value);
  }
  if (get("z-index") !== "auto") put("z-index", get("z-index"));
}

/** As wide as it was drawn, so that lines break alike; at least as high, so that another font never hides a word. */
function putSize(get: Get, put: Put, display: string, role: Role): void {
  if (/^table-(?:row|column|header|footer)/.test(display)) return;
  const [width, height] = [roundUp(get("width")), roundUp(get("height"))];
  if (width) put("width", width);
  const isClipped = role === "box" || get("overflow-y") !== "visible";
  if (height && (isClipped || height !== "0px")) put(isClipped ? "height" : "min-height", height);
}

/** Browsers write less digits than they count with; a width that is short of a hair breaks a line. */
function roundUp(length: string): string | undefined {
  const px = /^([\d.]+)px$/.exec(length)?.[1];
  return px === undefined ? undefined : `${Math.ceil(Number(px) * 100) / 100}px`;
}
