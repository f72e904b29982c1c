/**
 * The language and section that popup or desk showed last, so that a page can begin to load them before it has read its
 * settings. In `localStorage`, because no other storage answers at once.
 */

import { type PlaceHead, parsePlace } from "../../shared/contract/screen-addresses.ts";
import type { Language } from "../../shared/contract/site.ts";

export interface LastView {
  language: Language;
  head: PlaceHead;
}

const key = "last-view";

const headInAddress = () => parsePlace(location.hash.slice(1))?.head;

/** The section of the page's address, or else the last one. Undefined on the first visit. */
export function readLastView(): LastView | undefined {
  const [language, kept = ""] = (localStorage.getItem(key) ?? "").split(" ");
  const head = headInAddress() ?? parsePlace(`/${kept}`)?.head;
  return head && (language === "id" || language === "en") ? { language, head } : undefined;
}

/** Remembers the section of the page's address, without what is open in it. */
export function noteView(): void {
  const head = headInAddress();
  if (head) localStorage.setItem(key, `${document.documentElement.lang} ${head}`);
}
