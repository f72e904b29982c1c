/** What a person reads of an element: emoji, line breaks, and nothing that the page hides. */

const mostNodes = 50_000;

/** Zero-width and bidirectional controls; the joiner stays between emoji parts, where it is part of what is seen. */
const unseen =
  /[\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]|(?<!\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)\u200D/gu;

const blockTags =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|D[DLT]|DIV|FIGURE|FIGCAPTION|FOOTER|FORM|H[1-6R]|HEADER|LI|MAIN|NAV|[OU]L|P|PRE|SECTION|TABLE|T[RDH])$/i;
const silentTags =
  /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|SVG|BUTTON|INPUT|TEXTAREA|SELECT|IFRAME|OBJECT|LAPOR-KOMINFO)$/i;

export interface ReadText {
  text: string;
  /** The page has more text than we carry. */
  clipped: boolean;
}

/**
 * Walks without recursion, so that nesting costs no stack, and visits at most `mostNodes` nodes.
 * `leaveOut` matches elements that belong to something else.
 */
export function readText(
  root: Element,
  maxChars: number,
  leaveOut: (element: Element) => boolean = () => false,
): ReadText {
  let text = "";
  let visited = 0;
  let node: Node | null = root;
  const breakLine = () => {
    if (text && !text.endsWith("\n")) text += "\n";
  };
  while (node && visited++ < mostNodes && text.length <= maxChars * 2) {
    let descend = false;
    if (node.nodeType === 3) {
      const raw = node.nodeValue ?? "";
      const keepsLines = raw.includes("\n") && breaksAtNewline(node.parentElement);
      text += raw.replace(keepsLines ? /[^\S\u00A0\n]+/g : /[^\S\u00A0]+/g, " ");
    } else if (
      node.nodeType === 1 &&
      (node === root || !isHidden(node as Element)) &&
      !leaveOut(node as Element)
    ) {
      const element = node as Element;
      const name = element.tagName;
      if (name === "IMG") text += element.getAttribute("alt") ?? "";
      else if (name === "BR") text += "\n";
      else {
        if (node !== root && isBlock(element)) breakLine();
        descend = true;
      }
    }
    const child: Node | null = descend ? node.firstChild : null;
    if (child) {
      node = child;
      continue;
    }
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (node && node !== root && isBlock(node as Element)) breakLine();
    }
    if (node === root || !node) break;
    if (node.nodeType === 1 && isBlock(node as Element)) breakLine();
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

/** Never cuts a surrogate pair in two. */
function clip(text: string, maxChars: number): string {
  return text.slice(0, maxChars).replace(/[\uD800-\uDBFF]$/, "");
}

function isBlock(element: Element): boolean {
  const display = styleOf(element)?.display;
  return display ? !/^(?:inline|contents|ruby)/.test(display) : blockTags.test(element.tagName);
}

/** X and YouTube write a text's line breaks as newlines and let the style show them. */
function breaksAtNewline(element: Element | null): boolean {
  return /^(?:pre|break-spaces)/.test((element && styleOf(element)?.whiteSpace) ?? "");
}

function isHidden(element: Element): boolean {
  if (silentTags.test(element.tagName) || element.getAttribute("role") === "button") return true;
  if (element.getAttribute("aria-hidden") === "true" || element.hasAttribute("hidden")) return true;
  const style = styleOf(element);
  return style?.display === "none" || style?.visibility === "hidden";
}

/** Absent for a document that is not shown, such as a parsed one. */
function styleOf(element: Element): CSSStyleDeclaration | undefined {
  return element.ownerDocument.defaultView?.getComputedStyle(element);
}
