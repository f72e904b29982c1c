/** Marks the searched words in a list without changing its elements (CSS Custom Highlight API). */

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Named in `queue.css`. */
const searchHighlight = "searched";

/** `drawn`: what the list shows; the words are searched again after each change. */
export function useSearchMarks(
  list: RefObject<HTMLElement | null>,
  q: string | undefined,
  drawn: unknown,
): void {
  useEffect(() => {
    if (typeof Highlight === "undefined" || !list.current || q === undefined) return;
    CSS.highlights.set(searchHighlight, new Highlight(...rangesOf(list.current, q.split(/\s+/))));
    return () => void CSS.highlights.delete(searchHighlight);
  }, [q, drawn]);
}

function rangesOf(list: HTMLElement, words: readonly string[]): Range[] {
  const sought = words
    .filter((word) => word !== "")
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  if (sought.length === 0) return [];
  const pattern = new RegExp(sought.join("|"), "giu");
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Matched in the text itself: in lower case some letters are longer, so positions would differ.
    for (const { index, 0: match } of node.nodeValue?.matchAll(pattern) ?? []) {
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + match.length);
      ranges.push(range);
    }
  }
  return ranges;
}
