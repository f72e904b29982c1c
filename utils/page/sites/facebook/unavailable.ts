/** Facebook's notices of unavailable content and its sign-in prompts. Facebook never gives a reason. */

import type { Notices } from "../site.ts";

export const facebookNotices = (): Notices => ({
  unavailable: [
    {
      // Not on a page with a post: the content that it shares may be gone, or its text may contain these words.
      at: '[role="main"]:not(:has([data-ad-rendering-role],[role="article"],video))',
      says: ["konten ini tidak tersedia", "this content isn't available", "this content isn’t available"],
      reason: "unknown",
    },
  ],
  // Matches the overlay. The sign-in form at the top of the page is always present.
  loginWall: [{ at: "#login_popup_cta_form" }],
});
