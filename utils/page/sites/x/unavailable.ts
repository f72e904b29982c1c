/** X's notices of unavailable posts and accounts, with reasons. */

import type { UnavailableReading } from "../../../shared/contract/recipe.ts";
import type { Notices } from "../site.ts";

const column = '[data-testid="primaryColumn"]';

/**
 * Shown in place of the post. Other deleted posts have tombstones too: below the page's post, or above it with
 * a line between them.
 */
const tombstone = `${column}:not(:has(article[data-testid="tweet"][tabindex="-1"])):not(:has([data-testid="Tweet-User-Avatar"]:not(:last-child))) [data-testid="cellInnerDiv"][style*="translateY(0px)"] article:not([data-testid])`;

const post = { page: ["/*/status/*"], at: tombstone } as const;
/** Shown in place of an account's posts. An empty search repeats the user's own query there. */
const account = { page: ["!/search*"], at: `${column} [data-testid="emptyState"]` } as const;
const withheld = ["legal demand", "local law", "ditahan di indonesia", "tuntutan hukum", "hukum setempat"];

const unavailable: readonly UnavailableReading[] = [
  { ...post, at: `${tombstone}:has([href*="withheld-by-country"])`, reason: "withheld" },
  { ...post, at: `${tombstone}:has([href*="/20169222"])`, reason: "withheld" },
  { ...post, says: withheld, reason: "withheld" },
  {
    ...post,
    says: ["limits who can view", "private account", "membatasi siapa yang", "akun privat"],
    reason: "private",
  },
  { ...post, says: ["age-restricted", "batasan usia", "dibatasi usia"], reason: "age-restricted" },
  {
    ...post,
    says: [
      "was deleted",
      "violated the x rules",
      "suspended account",
      "no longer exists",
      "dihapus",
      "melanggar",
      "ditangguhkan",
      "tidak ada lagi",
    ],
    reason: "removed",
  },
  { ...post, reason: "unknown" },
  { ...account, says: withheld, reason: "withheld" },
  { ...account, says: ["posts are protected", "postingan ini dilindungi"], reason: "private" },
  {
    ...account,
    says: ["account suspended", "account doesn", "akun ditangguhkan", "akun ini tidak ada"],
    reason: "removed",
  },
  // With a retry button instead of these words, the cause is a failed connection.
  { at: '[data-testid="error-detail"]', says: ["page doesn", "halaman ini tidak ada"], reason: "unknown" },
];

export const xNotices = (): Notices => ({
  unavailable,
  // The bar below a page that hides the replies, and the dialog over it. The bar is also used for cookies.
  loginWall: [
    { at: '[data-testid="BottomBar"] [data-testid="login"]' },
    { at: '[data-testid="sheetDialog"] a[href^="/i/flow/login"]' },
    { at: '[data-testid="sheetDialog"] a[href^="/login"]' },
  ],
});
