/** Field readings for posts on Telegram. Part of the capture script only. */

import { type FieldReadings, neverRead, type SiteFields } from "../site.ts";
import { tMe } from "./preview-fields.ts";
import { telegramNotices } from "./unavailable.ts";
import { webA, webK } from "./web-fields.ts";

const header: FieldReadings = {
  channelId: [
    { at: ".peer-title", read: "attr:data-peer-id", as: "telegram-peer" },
    {
      in: "page",
      at: ".tgme_widget_message[data-view]",
      read: "attr:data-view",
      as: "telegram-view-channel",
    },
  ],
  text: [
    { at: ".tgme_page_description", read: "text" },
    { at: ".tgme_channel_info_description", read: "text" },
  ],
  authorName: [
    { at: ".tgme_page_title span", read: "text" },
    { at: ".tgme_channel_info_header_title", read: "text" },
    { at: ".peer-title", read: "text" },
  ],
  authorHandle: [{ read: "present", as: "telegram-chat-name" }],
  authorLink: [{ read: "present", as: "telegram-chat-address" }],
  authorId: [
    { at: ".peer-title", read: "attr:data-peer-id", as: "telegram-peer" },
    {
      in: "page",
      at: ".tgme_widget_message[data-view]",
      read: "attr:data-view",
      as: "telegram-view-channel",
    },
  ],
  media: [
    { at: "img.tgme_page_photo_image", read: "attr:src", as: "address" },
    { at: ".tgme_page_photo_image img", read: "attr:src", as: "address" },
  ],
  links: [
    { at: '.tgme_page_description a[href^="http"]', read: "attr:href", as: "link", all: true },
    { at: '.tgme_channel_info_description a[href^="http"]', read: "attr:href", as: "link", all: true },
  ],
  counts: [
    { at: ".tgme_page_extra", read: "text", as: "telegram-followers" },
    { at: ".tgme_channel_info_counter", read: "text", as: "telegram-followers" },
  ],
};

/** A function, so that the bundler can remove it from the script on every page. */
export const telegramFields = (): SiteFields => ({
  fields: [tMe, webK, webA, header],
  audience: {
    // The gate lets only public content through, so everything that is read is public.
    message: [{ read: "present", as: "audience-public" }],
    channel: [{ read: "present", as: "audience-public" }],
  },
  ...telegramNotices(),
  guard: {
    own: `${neverRead},#column-left,#LeftColumn,.chat-input,.Composer`,
    page: ".tgme_channel_info,.tgme_main,#column-center,.chat,#MiddleColumn",
  },
});
