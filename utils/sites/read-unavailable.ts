/** Reads from a page that what its address names can no longer be seen, and why, where the page says so. */

import type { UnavailableReason } from "../contract/evidence.ts";
import type { UnavailableReading } from "../contract/recipe.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { closest, selectAll } from "./select.ts";
import { readText } from "./text.ts";

export interface Unavailable {
  value: UnavailableReason;
  /** Such as `page #reason: telah dihapus`. */
  source: string;
  /** What the page says, for people. */
  shown: string;
}

const mostChars = 500;

/** The first reading that applies to something a person sees; undefined: the page does not say so. */
export function readUnavailable(
  readings: readonly UnavailableReading[],
  page: Page,
): Unavailable | undefined {
  const path = pathOf(page.address);
  for (const { page: pages, at, says, reason } of readings) {
    if (pages && !isOn(pages, path)) continue;
    for (const element of selectAll(page.document, at)) {
      // Sites keep such notices in the document, hidden or empty, for when they are needed.
      if (closest(element, "[hidden],[aria-hidden='true']")) continue;
      const shown = readText(element, mostChars).text;
      const words = shown.toLowerCase();
      const said = says?.find((phrase) => words.includes(phrase));
      if (shown === "" || (says && said === undefined)) continue;
      return { value: reason, source: `page ${at}${said ? `: ${said}` : ""}`.slice(0, 300), shown };
    }
  }
  return undefined;
}
