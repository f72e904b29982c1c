/** Identifies a YouTube video: in the active tab or by an address, including Studio's. */

import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { parseAddress } from "../../shared/subject/parse-address.ts";
import { activeSiteTab } from "../browser/browser.ts";

export interface Video {
  /** `youtube:video:ID`. */
  subject: string;
  /** As shown by the tab; never sent. */
  title?: string;
}

/** Problems: `address-unknown` if the address names no YouTube video. */
export function findVideo(address: string): Result<Video> {
  const parsed = parseAddress(address.trim());
  if (!parsed.ok) return parsed;
  const { site, kind, subject } = parsed.value;
  return site === "youtube" && kind === "video" ? ok({ subject }) : fail("address-unknown", subject);
}

/**
 * A tab's address is visible on the hosts in the manifest, and on others after a click on the toolbar button
 * (`activeTab`). Problems: `address-unknown` if the active tab shows no YouTube video that is visible to us.
 */
export async function activeVideo(): Promise<Result<Video>> {
  const tab = await activeSiteTab();
  if (!tab) return fail("address-unknown", "the active tab is on none of the sites");
  const video = findVideo(tab.address);
  if (!video.ok) return video;
  const title = titleOf(tab);
  return title === "" ? video : ok({ ...video.value, title });
}

/** A Studio tab's title names the Studio page, not the video. */
function titleOf({ address, title }: { address: string; title: string }): string {
  if (URL.parse(address)?.hostname === "studio.youtube.com") return "";
  return title.replace(/^\(\d+\+?\) /, "").replace(/ - YouTube$/, "");
}
