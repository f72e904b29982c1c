/** Parts of the evidence in which a person saw that an element is met. */

import { useEffect, useState } from "preact/hooks";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";

export const placeNames = [
  "text",
  "title",
  "authorName",
  "context",
  "picture",
  "frame",
  "snapshot",
  "links",
] as const;
export type PlaceName = (typeof placeNames)[number];

export interface CitedPlace {
  name: PlaceName;
  /** Words of the post that the person had selected. */
  quote?: string;
}

const files: ReadonlySet<PlaceName> = new Set(["picture", "frame", "snapshot"]);

/** The places that this evidence has. */
export function placesIn(evidence: Evidence | undefined): PlaceName[] {
  if (!evidence) return [];
  const isHere = (name: PlaceName) => {
    if (name === "picture" || name === "frame" || name === "snapshot")
      return evidence[name]?.state === "taken";
    return evidence.fields[name] !== undefined;
  };
  return placeNames.filter(isHere);
}

export function placeLabel(name: PlaceName, language: Language): string {
  return text(language, files.has(name) ? `file.${name as "picture"}` : `field.${name as "text"}`);
}

/** For example `teks: “pasti menang”`, or `bingkai video pada 0:42`. */
export function placeWords(
  { name, quote }: CitedPlace,
  language: Language,
  evidence: Evidence | undefined,
): string {
  const seconds = name === "frame" ? evidence?.fields.timecodeSeconds?.value : undefined;
  const label =
    seconds === undefined
      ? placeLabel(name, language)
      : text(language, "review.fileFrameAt", { timecode: timecode(seconds) });
  const words = label.charAt(0).toLowerCase() + label.slice(1);
  return quote === undefined ? words : `${words}: “${foreign(quote)}”`;
}

/** Adds or removes a place; another quote replaces the earlier one. */
export function togglePlace(places: readonly CitedPlace[], place: CitedPlace): CitedPlace[] {
  const same = places.find(({ name }) => name === place.name);
  const others = places.filter(({ name }) => name !== place.name);
  const isOff = same !== undefined && (place.quote === undefined || place.quote === same.quote);
  return isOff ? others : [...others, place];
}

const markedMs = 1_500;

/** Matches if the evidence scrolls beside the panel: the panel is a sheet, or the evidence has its own column. */
const apart = "(max-width: 899px), (min-width: 1150px)";

/** Marks a place in the evidence for a moment, and scrolls it into view if the panel stays in view. */
export function showPlace(name: PlaceName): void {
  const part = document.querySelector<HTMLElement>(`.evidence [data-place="${name}"]`);
  if (!part) return;
  if (matchMedia(apart).matches) part.scrollIntoView({ block: "nearest" });
  part.dataset.cited = "";
  setTimeout(() => delete part.dataset.cited, markedMs);
}

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

/**
 * The words of the post that the person selected last, and their place. `capturedAt`: of the evidence in view; words
 * selected in another report's evidence are forgotten.
 */
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
  return placeNames.find((place) => place === name);
}
