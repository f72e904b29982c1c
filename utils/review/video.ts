/** The YouTube video a vlogger means: the one in the active tab, or the one an address names, Studio's among them. */

import { fail, ok, type Result } from "../contract/result.ts";
import { activeSiteTab } from "../core/browser.ts";
import { parseAddress } from "../subject/parse-address.ts";

export interface Video {
  /** `youtube:video:ID`. */
  subject: string;
  /** As the tab shows it; stays on the device. */
  title?: string;
}

/** Problems: `address-unknown` when the address names no YouTube video. */
export function findVideo(address: string): Result<Video> {
  const parsed = parseAddress(address.trim());
  if (!parsed.ok) return parsed;
  const { site, kind, subject } = parsed.value;
  return site === "youtube" && kind === "video" ? ok({ subject }) : fail("address-unknown", subject);
}

/**
 * A tab's address is known on the hosts that the manifest names, and on any other while the toolbar's click lasts
 * (`activeTab`). Problems: `address-unknown` when no YouTube video is in the active tab, or none that we may know of.
 */
export async function activeVideo(): Promise<Result<Video>> {
  const tab = await activeSiteTab();
  if (!tab) return fail("address-unknown", "no site tab");
  const video = findVideo(tab.address);
  if (!video.ok) return video;
  const title = titleOf(tab);
  return title === "" ? video : ok({ ...video.value, title });
}

/** A tab of Studio is called after the page of Studio, not after the video. */
function titleOf({ address, title }: { address: string; title: string }): string {
  if (URL.parse(address)?.hostname === "studio.youtube.com") return "";
  return title.replace(/^\(\d+\+?\) /, "").replace(/ - YouTube$/, "");
}
