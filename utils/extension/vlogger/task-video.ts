/** The video under review where it plays: its current second, or why that is unknown. */

import { unavailable } from "../../page/sites/youtube/fields.ts";
import { addressOf } from "../../shared/subject/address-of.ts";
import { activeSiteTab, runInFrames, type SiteTab, siteTabs } from "../browser/browser.ts";
import { goTo, showTab } from "../browser/browser-tabs.ts";
import { findVideo } from "./identify-video.ts";

/**
 * `ad`: an advertisement is playing, whose clock is not the video's. `other`: the front tab shows another page.
 * `none`: no tab shows it. `gone`: the site shows the video as unavailable.
 */
export type VideoNow = { state: "shown"; seconds: number } | { state: "ad" | "other" | "none" | "gone" };

interface VideoPageState {
  ad: boolean;
  seconds?: number;
  notices: string[];
}

/** YouTube's notices of removed videos. A video blocked by country or age still exists. */
const removedReadings = unavailable().filter(({ reason, page }) => {
  const isVideo = page?.some((pattern) => /^\/(?:watch|shorts)/.test(pattern));
  return isVideo && (reason === "removed" || reason === "private" || reason === "unknown");
});
const blockedReadings = unavailable().filter(
  ({ reason }) => reason === "withheld" || reason === "age-restricted",
);

export async function videoNow(subject: string): Promise<VideoNow> {
  const { tab, inFront } = await tabOf(subject);
  if (!tab) return { state: inFront ? "other" : "none" };
  const places = [...new Set(removedReadings.map(({ at }) => at))];
  const [now] = await runInFrames(tab.tabId, 0, readPage, places);
  if (!now) return { state: "none" };
  if (now.notices.some(isVideoGone)) return { state: "gone" };
  if (now.ad) return { state: "ad" };
  return now.seconds === undefined ? { state: "none" } : { state: "shown", seconds: Math.floor(now.seconds) };
}

/**
 * Brings the video to the front. If no tab shows it, opens it in the front tab, provided that tab is on the
 * site.
 */
export async function openVideo(subject: string, permalink: string | undefined): Promise<void> {
  const shown = (await siteTabs()).find((tab) => shows(tab, subject));
  if (shown) return showTab(shown.tabId);
  const front = await activeSiteTab();
  const address = permalink ?? addressOf(subject as `${"youtube"}:${string}`);
  if (address === undefined) return;
  const reusable = front && /^https:\/\/(?:www|m)\.youtube\.com\//.test(front.address);
  await goTo(address, reusable ? front.tabId : undefined);
}

/** Returns the front tab; if that is our own page, such as the desk, any tab that shows the video. */
async function tabOf(subject: string): Promise<{ tab: SiteTab | undefined; inFront: boolean }> {
  const front = await activeSiteTab();
  if (front && /^https?:/.test(front.address))
    return { tab: shows(front, subject) ? front : undefined, inFront: true };
  return { tab: (await siteTabs()).find((tab) => shows(tab, subject)), inFront: false };
}

function shows(tab: SiteTab, subject: string): boolean {
  const video = findVideo(tab.address);
  return video.ok && video.value.subject === subject;
}

function isVideoGone(shown: string): boolean {
  const words = shown.toLowerCase();
  const says = (readings: typeof removedReadings) =>
    readings.some((reading) => reading.says?.some((phrase) => words.includes(phrase)));
  return !says(blockedReadings) && says(removedReadings);
}

/**
 * Runs in the tab, so it cannot use other code of this file. The other kinds' player stays in the document
 * after navigation, an advertisement's clock is not the video's, and Studio's preview has neither.
 */
export function readPage(places: string[]): VideoPageState {
  const isShort = location.pathname.startsWith("/shorts/");
  const inStudio = location.hostname === "studio.youtube.com";
  const player = inStudio
    ? document.body
    : document.querySelector(isShort ? "#shorts-player" : "#movie_player");
  const seconds = player?.querySelector("video")?.currentTime;
  const notices = places.flatMap((at) =>
    [...document.querySelectorAll<HTMLElement>(at)]
      .slice(0, 20)
      .filter((element) => !element.closest("[hidden],[aria-hidden='true']"))
      .map((element) => (element.textContent ?? "").slice(0, 2_000)),
  );
  return {
    ad: player?.classList.contains("ad-showing") ?? false,
    notices,
    ...(seconds === undefined ? {} : { seconds }),
  };
}
