/** Extracts an element's visible text, including emoji and line breaks. */

import { matches } from "./select.ts";

const mostNodes = 50_000;
const deepestStyle = 200;

/**
 * Zero-width and bidirectional control characters. The joiner is kept between emoji parts, where it affects the
 * glyph.
 */
const unseen =
  /[\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]|(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200D/gu;

const blockTags =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|D[DLT]|DIV|FIGURE|FIGCAPTION|FOOTER|FORM|H[1-6R]|HEADER|LI|MAIN|NAV|[OU]L|P|PRE|SECTION|TABLE|T[RDH])$/i;
const silentTags =
  /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SVG|BUTTON|INPUT|TEXTAREA|SELECT|IFRAME|OBJECT|LAPOR-KOMINFO)$/i;

export interface ReadText {
  text: string;
  /** The page has more text than the contract allows. */
  clipped: boolean;
}

/**
 * Walks without recursion, so deep nesting cannot overflow the stack. Visits at most `mostNodes` nodes.
 * `leaveOut` selects elements to skip wherever they occur.
 */
export function readText(root: Element, maxChars: number, leaveOut = ""): ReadText {
  const visible = new VisibleText(root, leaveOut);
  let node: Node | null = root.firstChild;
  let visited = 0;
  while (visited++ < mostNodes && visible.text.length <= maxChars * 2) {
    node ??= visible.close();
    if (!node) break;
    node = visible.add(node);
  }
  const text = tidy(visible.text);
  const isLong = text.length > maxChars;
  return { text: isLong ? clip(text, maxChars) : text, clipped: isLong || visited > mostNodes };
}

class VisibleText {
  text: string;
  /** The open elements, each with a flag for a line break after it. */
  readonly #open: { element: Element; isBlock: boolean }[] = [];
  readonly #leaveOut: string;

  constructor(root: Element, leaveOut: string) {
    this.text = root.tagName === "IMG" ? (root.getAttribute("alt") ?? "") : "";
    this.#leaveOut = leaveOut;
  }

  /** Adds a node. Returns its first child if the node has content to read, else its next sibling. */
  add(node: Node): Node | null {
    if (node.nodeType === 3) this.#addText(node);
    return node.nodeType === 1 && this.#enter(node as Element) ? node.firstChild : node.nextSibling;
  }

  /** Closes the open elements up to one with a next sibling, which it returns; null at the end. */
  close(): Node | null {
    for (let closed = this.#open.pop(); closed; closed = this.#open.pop()) {
      if (closed.isBlock) this.#breakLine();
      if (closed.element.nextSibling) return closed.element.nextSibling;
    }
    return null;
  }

  #addText({ nodeValue, parentElement }: Node): void {
    const raw = nodeValue ?? "";
    const keepsLines =
      raw.includes("\n") && this.#open.length < deepestStyle && breaksAtNewline(parentElement);
    this.text += raw.replace(keepsLines ? /[^\S\u00A0\n]+/g : /[^\S\u00A0]+/g, " ");
  }

  /** Returns true if the element's children must be read. */
  #enter(element: Element): boolean {
    const isBlock = isSeen(element, this.#open.length, this.#leaveOut);
    if (element.tagName === "BR") this.text += "\n";
    if (element.tagName === "BR" || isBlock === undefined) return false;
    if (element.tagName === "IMG") {
      this.text += element.getAttribute("alt") ?? "";
      return false;
    }
    if (isBlock) this.#breakLine();
    this.#open.push({ element, isBlock });
    return true;
  }

  #breakLine(): void {
    if (this.text && !this.text.endsWith("\n")) this.text += "\n";
  }
}

function tidy(text: string): string {
  return text
    .replace(unseen, "")
    .replace(/\0/g, "")
    .replace(/[ \u00A0]*\n[ \u00A0]*/g, "\n")
    .replace(/[ \u00A0]{2,}/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Never cuts a surrogate pair. */
function clip(text: string, maxChars: number): string {
  return text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
}

/** Returns true for a visible block, false for visible inline content, and undefined for hidden content. */
function isSeen(element: Element, depth: number, leaveOut: string): boolean | undefined {
  if (silentTags.test(element.tagName) || element.getAttribute("role") === "button") return undefined;
  if (element.getAttribute("aria-hidden") === "true" || element.hasAttribute("hidden")) return undefined;
  if (leaveOut && matches(element, leaveOut)) return undefined;
  // Reading styles is the slowest step, and no real text is nested this deep. A parsed document has no styles.
  const style =
    depth < deepestStyle ? element.ownerDocument.defaultView?.getComputedStyle(element) : undefined;
  if (style?.display === "none" || style?.visibility === "hidden") return undefined;
  if (!style?.display) return blockTags.test(element.tagName);
  return !/^(?:inline|contents|ruby)/.test(style.display) && !isInlineItem(element);
}

/** Children of an inline flex box compute to block but flow with the text; X wraps mentions this way. */
function isInlineItem({ parentElement: parent, ownerDocument: { defaultView } }: Element): boolean {
  return parent !== null && /^inline-(?:flex|grid)/.test(defaultView?.getComputedStyle(parent).display ?? "");
}

/** X and YouTube write line breaks as newline characters and preserve them with CSS. */
function breaksAtNewline(element: Element | null): boolean {
  const style = element?.ownerDocument.defaultView?.getComputedStyle(element);
  return /^(?:pre|break-spaces)/.test(style?.whiteSpace ?? "");
}
