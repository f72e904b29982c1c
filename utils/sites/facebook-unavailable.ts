/** How Facebook says that what an address names cannot be seen, and that one must sign in. It never tells why. */

import type { Notices } from "./site.ts";

export const facebookNotices = (): Notices => ({
  unavailable: [
    {
      // Not where a post stands: what it shares may be gone, or somebody may say the words.
      at: '[role="main"]:not(:has([data-ad-rendering-role],[role="article"],video))',
      says: ["konten ini tidak tersedia", "this content isn't available", "this content isn’t available"],
      reason: "unknown",
    },
  ],
  // Over the page; the form to sign in at its top is always there.
  loginWall: [{ at: "#login_popup_cta_form" }],
});
