/** Marks the searched words in a list without changing its elements (CSS Custom Highlight API). */

import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Named in `queue.css`. */
const name = "searched";

/** `drawn`: what the list shows; the words are sought again after each change. */
export function useSearchMarks(
  list: RefObject<HTMLElement | null>,
  q: string | undefined,
  drawn: unknown,
): void {
  useEffect(() => {
    if (typeof Highlight === "undefined" || !list.current || q === undefined) return;
    CSS.highlights.set(name, new Highlight(...rangesOf(list.current, q.toLowerCase().split(/\s+/))));
    return () => void CSS.highlights.delete(name);
  }, [q, drawn]);
}

function rangesOf(list: HTMLElement, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? "";
    for (const word of words) {
      for (let at = text.indexOf(word); word !== "" && at !== -1; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
