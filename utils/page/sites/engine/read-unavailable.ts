/** Reads notices that the content at the page's address is unavailable, and the stated reason. */

import type { UnavailableReason } from "../../../shared/contract/evidence.ts";
import type { UnavailableReading } from "../../../shared/contract/recipe.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { closest, selectAll } from "./select.ts";
import { readText } from "./text.ts";

export interface Unavailable {
  value: UnavailableReason;
  /** For example `page #reason: telah dihapus`. */
  source: string;
  /** The notice's text, for display. */
  shown: string;
  element: Element;
}

const maxChars = 500;

/** Returns the first reading that matches visible content. Undefined if there is no notice. */
export function readUnavailable(
  readings: readonly UnavailableReading[],
  page: Page,
): Unavailable | undefined {
  const path = pathOf(page.address);
  for (const reading of readings) {
    if (reading.page && !isOn(reading.page, path)) continue;
    for (const element of selectAll(page.document, reading.at)) {
      const notice = noticeIn(element, reading);
      if (notice) return notice;
    }
  }
  return undefined;
}

function noticeIn(element: Element, { at, says, reason }: UnavailableReading): Unavailable | undefined {
  // Sites keep hidden or empty notices in the document until they are needed.
  if (closest(element, "[hidden],[aria-hidden='true']")) return undefined;
  const shown = readText(element, maxChars).text;
  const words = shown.toLowerCase();
  const phrase = says?.find((word) => words.includes(word));
  if (shown === "" || (says && phrase === undefined)) return undefined;
  return { value: reason, source: `page ${at}${phrase ? `: ${phrase}` : ""}`.slice(0, 300), shown, element };
}
