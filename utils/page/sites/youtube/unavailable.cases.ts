/** Hand-written YouTube pages with notices of unavailable content, in both languages. Tests only. */

import type { UnavailableReason } from "../../../shared/contract/evidence.ts";
import type { SiteCase } from "../cases.ts";

/** One sentence for each phrase in the recipes. */
const aboutVideo: readonly (readonly [UnavailableReason, string])[] = [
  ["withheld", "Pengupload tidak menyediakan video ini di negara Anda"],
  ["withheld", "Konten ini tidak tersedia di domain negara ini karena permintaan pemerintah"],
  ["withheld", "Video unavailable. The uploader has not made this video available in your country"],
  ["withheld", "This content is not available on this country domain due to a court order"],
  ["age-restricted", "Login untuk mengonfirmasi usia Anda"],
  ["age-restricted", "Video ini dibatasi usia dan hanya tersedia di YouTube"],
  ["age-restricted", "Sign in to confirm your age"],
  ["age-restricted", "This video is age-restricted"],
  ["private", "Video ini pribadi"],
  ["private", "Ini adalah video pribadi. Login jika Anda diberi akses"],
  ["private", "Private video. Sign in if you have been granted access"],
  ["private", "This video is private"],
  ["removed", "Video ini telah dihapus oleh pengupload"],
  ["removed", "Video ini tidak tersedia lagi karena klaim hak cipta"],
  ["removed", "Video ini tidak lagi tersedia karena akun terkait ditutup"],
  ["removed", "Video unavailable. This video has been removed for violating the terms"],
  ["removed", "Video unavailable. This video is no longer available because the account was terminated"],
  ["removed", "This video isn't available anymore"],
  ["unknown", "Video tidak tersedia"],
  ["unknown", "Video unavailable"],
];
const aboutPage: readonly (readonly [UnavailableReason, string])[] = [
  ["private", "Playlist ini pribadi."],
  ["private", "This playlist is private."],
  ["removed", "Akun ini telah dihentikan karena melanggar ketentuan."],
  ["removed", "This account has been terminated for a violation of the terms."],
  ["removed", "Channel ini tidak ada."],
  ["removed", "Playlist ini tidak ada."],
  ["removed", "This channel does not exist."],
];

const notice = (said: string) =>
  `<yt-playability-error-supported-renderers id="error-screen"><div id="container"><yt-player-error-message-renderer><div id="reason">${said}</div><div id="subreason"></div></yt-player-error-message-renderer></div></yt-playability-error-supported-renderers>`;
const watch = (inside: string) => `<ytd-watch-flexy player-unavailable>${inside}</ytd-watch-flexy>`;
/** The notice is beside the player, in the player's slot. */
const shorts = (inside: string, next: string) =>
  `<ytd-shorts><div class="reel-video-in-sequence-new"><div id="reel-overlay-container"></div>${inside}</div><div class="reel-video-in-sequence-new">${next}</div></ytd-shorts>`;
const alert = (said: string) =>
  `<ytd-browse><ytd-alert-renderer><div id="text">${said}</div></ytd-alert-renderer></ytd-browse>`;

export const youtubeUnavailableCases: readonly SiteCase[] = [
  {
    name: "a video in whose place one is asked to sign in",
    address: "https://www.youtube.com/watch?v=PepesTahu01",
    html: watch(
      notice(
        'Login untuk mengonfirmasi bahwa Anda bukan bot <a href="https://accounts.google.com/ServiceLogin?service=youtube">Login</a>',
      ),
    ),
    loginWall: true,
    posts: [],
  },
  {
    name: "a video that plays: there is a link to sign in, elsewhere",
    address: "https://www.youtube.com/watch?v=PepesTahu01",
    html: `<ytd-masthead><a href="https://accounts.google.com/ServiceLogin?service=youtube">Login</a></ytd-masthead>${watch(notice(""))}`,
    posts: [],
  },
  ...aboutVideo.map(([unavailable, said]) => ({
    name: `a video: ${said}`,
    address: "https://www.youtube.com/watch?v=PepesTahu01",
    html: watch(notice(said)),
    unavailable,
    posts: [],
  })),
  ...aboutVideo.map(([unavailable, said]) => ({
    name: `a short: ${said}`,
    address: "https://www.youtube.com/shorts/SambalMatah",
    html: shorts(notice(said), ""),
    unavailable,
    posts: [],
  })),
  ...aboutPage.map(([unavailable, said], index) => ({
    name: `a page: ${said}`,
    address: `https://www.youtube.com/${["playlist?list=PLcontohdaftar01", "playlist?list=PLcontohdaftar02", "@dapurwening", "channel/UCdapurcontohcontoh-_012"][index % 4]}`,
    html: alert(said),
    unavailable,
    posts: [],
  })),
  {
    name: "a video that plays: the notices are empty, hidden, of the page before, or about something else",
    address: "https://www.youtube.com/watch?v=PepesTahu01",
    html: `${watch(notice("")).replace("player-unavailable", "")}${watch(notice("Video tidak tersedia")).replace("<ytd-watch-flexy", "<ytd-watch-flexy hidden")}
      ${watch("<ytd-enforcement-message-view-model>Pemblokir iklan tidak diizinkan, video tidak tersedia</ytd-enforcement-message-view-model>")}
      ${notice("Video ini telah dihapus oleh pengupload")}<ytd-comments><p>Video tidak tersedia</p></ytd-comments>`,
    posts: [],
  },
  {
    name: "a short that plays: the next one in line is gone",
    address: "https://www.youtube.com/shorts/SambalMatah",
    html: shorts(notice(""), notice("Video ini telah dihapus oleh pengupload")),
    posts: [],
  },
  {
    name: "a playlist that can be seen: some of its videos cannot",
    address: "https://www.youtube.com/playlist?list=PLcontohdaftar01",
    html: `${alert("Video yang tidak tersedia disembunyikan")}${alert("This playlist does not exist").replace("<ytd-browse", "<ytd-browse hidden")}`,
    posts: [],
  },
];
