/** How Telegram's public pages say that a message or a name cannot be seen, and why. */

import type { Notices } from "./site.ts";

/** Where several messages are shown, an error beside them is about another one. */
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
    // What t.me says of a name that nobody has (any more): how to write to it.
    {
      at: '.tgme_page:not(:has(.tgme_page_title)):has([href^="tg://resolve?domain="]) .tgme_page_description',
      reason: "unknown",
    },
  ],
});
