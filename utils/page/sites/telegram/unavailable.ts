/** Notices of unavailable messages and names on Telegram's public pages. */

import type { Notices } from "../site.ts";

/** On a page with several messages an error concerns another message. */
const nothingBut = "body:not(:has([data-post])) .tgme_widget_message_error";

export const telegramNotices = (): Notices => ({
  unavailable: [
    { at: nothingBut, says: ["local laws", "hukum setempat"], reason: "withheld" },
    { at: nothingBut, says: ["privat"], reason: "private" },
    {
      at: nothingBut,
      says: ["not found", "tidak ditemukan", "terms of service", "ketentuan layanan"],
      reason: "removed",
    },
    { at: nothingBut, reason: "unknown" },
    // For a name that is not (or no longer) in use, t.me shows only how to contact it.
    {
      at: '.tgme_page:not(:has(.tgme_page_title)):has([href^="tg://resolve?domain="]) .tgme_page_description',
      reason: "unknown",
    },
  ],
});
