/** Reads a place of the desk from the address of an intake page in the tab (`/buka#/…`). */

import { type Place, placeOfLink } from "../../shared/contract/screen-addresses.ts";
import { activeSiteTab } from "../browser/browser.ts";

/** The place that the tab's address leads to, at the intake of this browser only. */
export async function readLinkedPlace(intake: string): Promise<Place | undefined> {
  const tab = await activeSiteTab();
  return tab && placeOfLink(intake, tab.address);
}
