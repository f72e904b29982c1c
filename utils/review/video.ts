/** The YouTube video a vlogger means: the one in the active tab, or the one an address names. */

import { fail, ok, type Result } from "../contract/result.ts";
import { activeSiteTab, runInTab } from "../core/browser.ts";
import { parseAddress } from "../subject/parse-address.ts";

export interface Video {
  /** `youtube:video:ID`. */
  subject: string;
  title?: string;
  /** Where the video in the tab stands; absent for a typed address. */
  seconds?: number;
}

/** Problems: `address-unknown` when the address names no YouTube video. */
export function findVideo(address: string): Result<Video> {
  const parsed = parseAddress(address.trim());
  if (!parsed.ok) return parsed;
  const { site, kind, subject } = parsed.value;
  return site === "youtube" && kind === "video" ? ok({ subject }) : fail("address-unknown", subject);
}

/** Problems: `address-unknown` when no YouTube video is in the active tab. */
export async function activeVideo(): Promise<Result<Video>> {
  const tab = await activeSiteTab();
  if (!tab) return fail("address-unknown", "no site tab");
  const video = findVideo(tab.address);
  if (!video.ok) return video;
  const seconds = await runInTab(tab.tabId, playerSeconds).catch(() => undefined);
  const title = tab.title.replace(/^\(\d+\+?\) /, "").replace(/ - YouTube$/, "");
  return ok({
    ...video.value,
    ...(title === "" ? {} : { title }),
    ...(seconds == null ? {} : { seconds: Math.floor(seconds) }),
  });
}

/** Runs in the tab, so it may use nothing from here. An advertisement's clock is not the video's. */
function playerSeconds(): number | undefined {
  const player = document.querySelector("#movie_player, #shorts-player");
  if (!player || player.classList.contains("ad-showing")) return undefined;
  return player.querySelector("video")?.currentTime;
}
