/** How YouTube says that what an address names cannot be seen, and why, in Indonesian and English. */

import type { UnavailableReading } from "../contract/recipe.ts";
import type { Notices } from "./site.ts";

type Said = Pick<UnavailableReading, "reason" | "says">;

/** In this order: what is blocked here names the one who blocked it, whatever that one is called. */
const aboutVideo: readonly Said[] = [
  {
    reason: "withheld",
    says: ["di negara anda", "domain negara ini", "in your country", "this country domain"],
  },
  {
    reason: "age-restricted",
    says: ["mengonfirmasi usia", "dibatasi usia", "confirm your age", "age-restricted"],
  },
  { reason: "private", says: ["video ini pribadi", "video pribadi", "private video", "video is private"] },
  {
    reason: "removed",
    says: [
      "telah dihapus",
      "tidak tersedia lagi",
      "tidak lagi tersedia",
      "has been removed",
      "no longer available",
      "available anymore",
    ],
  },
  { reason: "unknown", says: ["tidak tersedia", "unavailable"] },
];

const removedPage = [
  "telah dihentikan",
  "has been terminated",
  "channel ini tidak ada",
  "playlist ini tidak ada",
  "does not exist",
];
/** Above a page; a playlist also says there that some of its videos cannot be seen. */
const alert = "ytd-browse ytd-alert-renderer";

export const unavailable = (): readonly UnavailableReading[] => [
  // Always in the document, and empty while the video plays.
  ...aboutVideo.map((said) => ({
    page: ["/watch*"],
    at: "ytd-watch-flexy yt-player-error-message-renderer",
    ...said,
  })),
  // Of the slots kept ready, only the one that holds the player.
  ...aboutVideo.map((said) => ({
    page: ["/shorts/*"],
    at: "#reel-overlay-container ~ * yt-player-error-message-renderer",
    ...said,
  })),
  {
    page: ["/playlist"],
    at: alert,
    reason: "private",
    says: ["playlist ini pribadi", "playlist is private"],
  },
  { page: ["/@*", "/channel/*", "/playlist"], at: alert, reason: "removed", says: removedPage },
];

export const youtubeNotices = (): Notices => ({
  unavailable: unavailable(),
  // In place of the video.
  loginWall: [
    {
      at: '#error-screen yt-player-error-message-renderer a[href^="https://accounts.google.com/ServiceLogin"]',
    },
  ],
});
