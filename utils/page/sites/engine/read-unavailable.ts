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
}

const maxChars = 500;

/** Returns the first reading that matches visible content. Undefined if there is no notice. */
export function readUnavailable(
  readings: readonly UnavailableReading[],
  page: Page,
): Unavailable | undefined {
  const path = pathOf(page.address);
  for (const { page: pages, at, says, reason } of readings) {
    if (pages && !isOn(pages, path)) continue;
    for (const element of selectAll(page.document, at)) {
      // Sites keep hidden or empty notices in the document until they are needed.
      if (closest(element, "[hidden],[aria-hidden='true']")) continue;
      const shown = readText(element, maxChars).text;
      const words = shown.toLowerCase();
      const said = says?.find((phrase) => words.includes(phrase));
      if (shown === "" || (says && said === undefined)) continue;
      return { value: reason, source: `page ${at}${said ? `: ${said}` : ""}`.slice(0, 300), shown };
    }
  }
  return undefined;
}
