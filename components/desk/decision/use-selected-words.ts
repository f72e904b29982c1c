/** The words of the post that the person selected last, and their place in the evidence. */

import { useEffect, useState } from "preact/hooks";
import { type CitedPlace, type PlaceName, placeNames } from "./cited-places.ts";

const maxQuoteChars = 120;

/** Quotation marks would let a post end the quote and go on in the supervisor's words. */
export function shortQuote(words: string): string {
  const plain = words
    .replace(/[“”]/g, "'")
    .replace(/(?!\s)\p{Cc}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const cut = plain.slice(0, maxQuoteChars);
  // The cut may leave half of a surrogate pair, which cannot be stored.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** `capturedAt`: of the evidence in view; words selected in another report's evidence are forgotten. */
export function useSelectedWords(capturedAt: string | undefined): CitedPlace | undefined {
  const [selected, setSelected] = useState<CitedPlace>();
  useEffect(() => {
    setSelected(undefined);
    const read = () => {
      const selection = document.getSelection();
      const name = placeOf(selection?.anchorNode);
      // A press on a button may end the selection; only one in the evidence replaces it.
      if (!selection || name === undefined || placeOf(selection.focusNode) !== name) return;
      const quote = shortQuote(selection.toString());
      setSelected(quote === "" ? undefined : { name, quote });
    };
    document.addEventListener("selectionchange", read);
    return () => document.removeEventListener("selectionchange", read);
  }, [capturedAt]);
  return selected;
}

function placeOf(node: Node | null | undefined): PlaceName | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  const name = element?.closest<HTMLElement>(".evidence [data-place]")?.dataset.place;
  return placeNames.find((one) => one === name);
}
