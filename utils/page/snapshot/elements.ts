/** Parts of an element that a copy keeps besides its style: tag, three attributes, and children. */

import { limits } from "../../shared/contract/limits.ts";
import { escapeInert, isInertTag, isVoidTag } from "../../shared/policy/inert.ts";
import type { Natives } from "./natives.ts";

/** Keeps the tag if an HTML parser would leave the element in place. Otherwise returns a neutral tag. */
export function tagFor(name: string, display: string, parent: string): string {
  const isMisplaced =
    name === "li" ? !/^[uo]l$/.test(parent) : /^h[1-6]$/.test(name) && /^h[1-6]$/.test(parent);
  if (isInertTag(name) && !isVoidTag(name) && !isMisplaced) return name;
  return /^(?:inline|contents|ruby)/.test(display) ? "span" : "div";
}

export function attributesOf(element: Element, tag: string, { attribute, localName }: Natives): string {
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
function linkOf(element: Element): string | undefined {
  const { href } = element as HTMLAnchorElement;
  return typeof href === "string" && /^https?:/.test(href) && href.length <= limits.addressChars
    ? href
    : undefined;
}

/** Returns children in drawing order: the content of an open shadow root, with the page's elements in its slots. */
export function childrenOf(
  element: Element,
  name: string,
  { childNodes, shadowRoot, localName }: Natives,
): Node[] {
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
