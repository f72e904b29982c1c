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
  let text = "";
  let visited = 0;
  /** The open elements, each with a flag for a line break after it. */
  const open: { element: Element; isBlock: boolean }[] = [];
  let node: Node | null = root.firstChild;
  if (root.tagName === "IMG") text = root.getAttribute("alt") ?? "";
  while (visited++ < mostNodes && text.length <= maxChars * 2) {
    while (!node) {
      const closed = open.pop();
      if (!closed) break;
      if (closed.isBlock) text = brokenLine(text);
      node = closed.element.nextSibling;
      if (!node && open.length === 0) break;
    }
    if (!node) break;
    if (node.nodeType === 3) {
      const raw = node.nodeValue ?? "";
      const keepsLines =
        raw.includes("\n") && open.length < deepestStyle && breaksAtNewline(node.parentElement);
      text += raw.replace(keepsLines ? /[^\S\u00A0\n]+/g : /[^\S\u00A0]+/g, " ");
    }
    if (node.nodeType === 1) {
      const element = node as Element;
      const isBlock = isSeen(element, open.length, leaveOut);
      if (element.tagName === "IMG" && isBlock !== undefined) text += element.getAttribute("alt") ?? "";
      else if (element.tagName === "BR") text += "\n";
      else if (isBlock !== undefined) {
        if (isBlock) text = brokenLine(text);
        open.push({ element, isBlock });
        node = element.firstChild;
        continue;
      }
    }
    node = node.nextSibling;
  }
  const tidy = text
    .replace(unseen, "")
    .replace(/\0/g, "")
    .replace(/[ \u00A0]*\n[ \u00A0]*/g, "\n")
    .replace(/[ \u00A0]{2,}/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const clipped = tidy.length > maxChars || visited > mostNodes;
  return { text: tidy.length > maxChars ? clip(tidy, maxChars) : tidy, clipped };
}

function brokenLine(text: string): string {
  return text && !text.endsWith("\n") ? `${text}\n` : text;
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
