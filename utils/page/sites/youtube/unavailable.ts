/** YouTube's notices of unavailable content and their reasons, in Indonesian and English. */

import type { UnavailableReading } from "../../../shared/contract/recipe.ts";
import type { Notices } from "../site.ts";

type Said = Pick<UnavailableReading, "reason" | "says">;

/** The order matters: a blocking notice names the claimant, whose name can contain words of the later reasons. */
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
/** A notice above the page. A playlist also uses it to say that some of its videos are unavailable. */
const alert = "ytd-browse ytd-alert-renderer";

export const unavailable = (): readonly UnavailableReading[] => [
  // Always in the document; empty while the video plays.
  ...aboutVideo.map((said) => ({
    page: ["/watch*"],
    at: "ytd-watch-flexy yt-player-error-message-renderer",
    ...said,
  })),
  // Several slots are kept ready; only the one with the player counts.
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
  // Shown in place of the video.
  loginWall: [
    {
      at: '#error-screen yt-player-error-message-renderer a[href^="https://accounts.google.com/ServiceLogin"]',
    },
  ],
});
